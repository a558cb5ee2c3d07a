import * as z from 'zod/mini';
import { options as pushOptions, secret as pushSecret } from '../../protocols/wechat-push/settings.ts';

/** As of a mini program, but that a store knows no plaintext mode. */
export const options = z.extend(z.omit(pushOptions, { plaintext: true }), {
  /**
   * Take member events (`channels_ec_vip_…`). WeChat documents none of them for a store's URL; their form is known from public
   * code alone. Look at the first ones in the log of events before you rely on them.
   */
  memberEvents: z.optional(z.boolean()),
});

export const secret = z.required(pushSecret, { encodingAesKey: true });

export type WechatStoreOptions = z.infer<typeof options>;
