/** An environment variable that the stack sets. @throws Error when it is missing: the function cannot work. */
export function environment(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '') throw new Error(`the environment variable ${name} is not set`);
  return value;
}
