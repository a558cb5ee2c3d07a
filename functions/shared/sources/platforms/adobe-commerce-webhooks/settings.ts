import * as z from 'zod/mini';
import { parsedText } from '../../parsed-text.ts';
import { publicKeyOf } from '../../rsa-public-key.ts';

export const options = z.strictObject({
  /** A name for the Commerce installation: the scope of its customer ids. Without it the connection's name is the scope. */
  site: z.optional(z.string().check(z.minLength(1))),
});

export const secret = z.strictObject({
  /** The key that the admin shows under Stores > Configuration > Adobe Services > Webhooks. */
  publicKey: parsedText(publicKeyOf, 'must be the PEM text of an RSA public key of 2048 bits or more'),
});
export type AdobeCommerceWebhooksSecret = z.infer<typeof secret>;
