import * as z from 'zod/mini';

/** An id, or a token: anything without blanks. */
export const word = z.string().check(z.regex(/^\S+$/, 'must not be empty or contain blanks'));

/** An id of up to 64 bits. As a number it might have lost digits on its way into the configuration. */
export function digits(name: string) {
  return z.string().check(z.regex(/^[1-9]\d{0,19}$/, `must be the digits of the ${name}, as a text`));
}
