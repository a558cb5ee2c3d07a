import * as z from 'zod/mini';

/** An id, or a token: anything without blanks. */
export const word = z.string().check(z.regex(/^\S+$/, 'must not be empty or contain blanks'));

export const aesKey = z
  .string()
  .check(z.regex(/^[A-Za-z0-9]{43}$/, 'must be the 43 letters and digits of the EncodingAESKey'));
