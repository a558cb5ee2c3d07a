import { AccountError } from './account-error.ts';

/** Undefined where these credentials may not read the metrics: a stage of before has roles that cannot, and everything else is told all the same. */
export async function ifAllowed<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof AccountError) return undefined;
    throw error;
  }
}
