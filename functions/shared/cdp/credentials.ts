import * as z from 'zod/mini';
import { SecretError } from '../secrets/connection-secret.ts';
import type { Credentials } from './token-exchange.ts';

/** The secret `cdp`: what the brand got for the open API. */
const credentials = z.object({ appKey: z.string().check(z.minLength(1)), secret: z.string().check(z.minLength(1)) });

/** @throws SecretError naming fields, never values */
export function openCredentials(json: string): Credentials {
  let parsed: unknown;
  try {
    parsed = JSON.parse(json);
  } catch {
    throw new SecretError('the secret "cdp" is not JSON');
  }
  const checked = credentials.safeParse(Array.isArray(parsed) ? parsed[0] : parsed);
  if (!checked.success) throw new SecretError('the secret "cdp" needs the fields appKey and secret');
  return checked.data;
}
