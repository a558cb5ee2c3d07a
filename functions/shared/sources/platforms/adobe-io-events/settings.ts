import * as z from 'zod/mini';
import { parsedText } from '../../parsed-text.ts';
import { publicKeyOf } from '../../rsa-public-key.ts';

/** Where Adobe keeps its keys, below https://static.adobeioevents.com. A request names its keys so, and whoever sends it writes it. */
export const KEY_PATH = /^\/prod\/keys\/pub-key-[A-Za-z0-9_-]{1,64}\.pem$/;

export const options = z.strictObject({
  /** The client id of the project's credential. Adobe signs the events of all its customers with the same keys. */
  clientId: z.string().check(z.regex(/^[A-Za-z0-9_-]{1,128}$/, 'must be the client id of the project’s credential')),
  /**
   * The `source` of each Commerce installation, and a name for it: the scope of its customer ids. Events of others are kept
   * and not taken. Without it the source itself is the scope.
   */
  sites: z.optional(
    z.record(z.string().check(z.minLength(1)), z.string().check(z.minLength(1))).check(
      z.refine((sites) => Object.keys(sites).length > 0, 'needs at least one source'),
      z.refine(
        (sites) => new Set(Object.values(sites)).size === Object.keys(sites).length,
        'must give each source a name of its own: one number is another person in each',
      ),
    ),
  ),
  /** Deleting a customer in the admin is housekeeping for most shops, and no request to be forgotten. */
  onCustomerDelete: z.optional(z.enum(['ignore', 'erase'])),
});
export type AdobeIoEventsOptions = z.infer<typeof options>;

export const secret = z.strictObject({
  /** Adobe's public keys by their path, `/prod/keys/pub-key-….pem`; Adobe signs with two. */
  publicKeys: z
    .record(
      z.string().check(z.regex(KEY_PATH, 'must be a path /prod/keys/pub-key-….pem')),
      parsedText(publicKeyOf, 'must be the PEM text of an RSA public key of 2048 bits or more'),
    )
    .check(z.refine((keys) => Object.keys(keys).length > 0, 'needs at least one key')),
});
export type AdobeIoEventsSecret = z.infer<typeof secret>;
