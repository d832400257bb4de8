/** Where SecretStorage keeps the API keys. */
export const keptKeys = 'laplas.apiKeys';
