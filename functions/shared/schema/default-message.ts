/** What zod/mini says where a schema has no words of its own. */
export const DEFAULT_MESSAGE = 'Invalid input';
