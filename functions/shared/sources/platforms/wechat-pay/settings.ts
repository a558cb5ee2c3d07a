import * as z from 'zod/mini';
import { parsedText } from '../../parsed-text.ts';
import { publicKeyOf } from '../../rsa-public-key.ts';
import { certificateKeyOf } from './signing-keys.ts';

const publicKey = parsedText(
  publicKeyOf,
  'must be the PEM text of pub_key.pem: an RSA public key of 2048 bits or more',
);
const certificate = parsedText(certificateKeyOf, 'must be the PEM text of a platform certificate with an RSA key');

export const options = z.strictObject({
  /** The app whose openids the notifications of member cards and coupons hold: they do not name it. */
  appId: z.optional(z.string().check(z.regex(/^[A-Za-z0-9_-]{1,64}$/, 'must be an app id: letters and digits'))),
  /** Names the open-platform account in which the unionids of the apps are unique. */
  openPlatform: z.optional(z.string()),
});

export const secret = z
  .strictObject({
    apiV3Key: z.string().check(z.regex(/^[\x21-\x7e]{32}$/, 'must be the 32 characters of the APIv3 key, as they are')),
    /** WeChat Pay public keys, each with the id that the merchant platform shows beside it. */
    publicKeys: z.optional(
      z.array(
        z.strictObject({
          publicKeyId: z.string().check(z.regex(/^PUB_KEY_ID_[0-9A-Za-z]+$/, 'must begin with PUB_KEY_ID_')),
          publicKey,
        }),
      ),
    ),
    /** Platform certificates; never the merchant's own, which signs what the merchant sends. */
    platformCertificates: z.optional(z.array(certificate)),
  })
  .check(
    z.refine(
      ({ publicKeys = [], platformCertificates = [] }) => publicKeys.length + platformCertificates.length > 0,
      'needs publicKeys, platformCertificates, or both',
    ),
  );

export type WechatPayOptions = z.infer<typeof options>;
export type WechatPaySecret = z.infer<typeof secret>;
