import * as z from 'zod/mini';

export { word } from '../../setting-fields.ts';

export const aesKey = z
  .string()
  .check(z.regex(/^[A-Za-z0-9]{43}$/, 'must be the 43 letters and digits of the EncodingAESKey'));
