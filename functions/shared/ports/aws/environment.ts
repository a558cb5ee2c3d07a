/** An environment variable that the stack sets. @throws Error when it is missing and has no default: the function cannot work. */
export function environment(name: string, otherwise?: string): string {
  const value = process.env[name] ?? otherwise;
  if (value === undefined || value === '') throw new Error(`the environment variable ${name} is not set`);
  return value;
}
