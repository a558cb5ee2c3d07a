/** A command that loads its own modules when it is run: phone numbers, schemas and SQLite take their time. */
export function lazily<Arguments extends readonly unknown[]>(
  load: () => Promise<(...given: Arguments) => Promise<void>>,
): (...given: Arguments) => Promise<void> {
  return async (...given) => (await load())(...given);
}
