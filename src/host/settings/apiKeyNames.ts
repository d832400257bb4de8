/** The API keys' name in SecretStorage. */
export const apiKeysName = 'laplas.apiKeys';
