import * as z from 'zod/mini';
import { aesKey, word } from '../../protocols/wechat-crypto/secret-fields.ts';

export const options = z
  .strictObject({
    /** The corp whose customers these are: the scope of their ids. A suite sees it under an id of its own. */
    corpId: word,
    /** The connection is a third-party suite's, whose events are encrypted for the suite id and come as `InfoType`. */
    suiteId: z.optional(word),
    /** The corp id of the suite's provider, for which the URL check is encrypted. */
    providerCorpId: z.optional(word),
    /** `''`: frames name no receiver, as those of a personal developer's suite and of a smart bot. */
    receiveId: z.optional(z.literal('')),
    /** Names the open-platform account of the WeChat developer id that the corp has bound: the scope of the unionids of `enrich`. */
    openPlatform: z.optional(z.string()),
  })
  .check(
    z.refine(({ suiteId, providerCorpId }) => suiteId !== undefined || providerCorpId === undefined, {
      path: ['providerCorpId'],
      message: 'nothing, where there is no suiteId: only a suite has a provider',
    }),
  );

export const secret = z.strictObject({
  token: word,
  encodingAesKey: aesKey,
  /** Where it is given, that of the options, so that the secret of another corp is noticed. */
  corpId: z.optional(word),
  /** The Secret of the app that may read customers, for `enrich` alone: no push is verified by it. */
  corpSecret: z.optional(word),
});

export type WecomOptions = z.infer<typeof options>;

/** What the frames of a connection may end with. */
export function receiveIds(method: string, { corpId, suiteId, providerCorpId, receiveId }: WecomOptions): string[] {
  if (receiveId !== undefined) return [receiveId];
  if (suiteId === undefined) return [corpId];
  // Events come for the suite (command callbacks) or the corp (data callbacks), URL checks of both for the provider:
  // WeCom's staff, developers.weixin.qq.com/community/enterprisewechat/doc/000c6049e28c7015492c6ed5551c00.
  const check = method === 'GET' && providerCorpId !== undefined ? [providerCorpId] : [];
  return [suiteId, corpId, ...check];
}
