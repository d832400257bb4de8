/** Where SecretStorage keeps the API keys. */
export const apiKeysName = 'laplas.apiKeys';
