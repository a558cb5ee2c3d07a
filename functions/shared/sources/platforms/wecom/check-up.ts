import type { JsonObject } from '../../../json/lossless.ts';
import { defineCheckUp, type Finding, type UrlCheck } from '../../check-up.ts';
import { sealFrame } from '../../protocols/wechat-crypto/frame.ts';
import { pushSignature } from '../../protocols/wechat-crypto/signature.ts';
import { keyFinding, tokenFinding } from '../../protocols/wechat-push/check-up.ts';
import { askContact } from './enrich.ts';
import { options, receiveIds, secret, type WecomOptions } from './settings.ts';

/** The check of an address has to be answered sooner than a push. */
const PATIENCE_MS = 1000;

export const wecomCheckUp = defineCheckUp({
  platform: 'wecom',
  options,
  secret: (live, { corpId }) => [
    tokenFinding(live['token']),
    keyFinding(live['encodingAesKey']),
    ...corpFindings(live, corpId),
  ],
  urlCheck: (live, settings, now) => urlCheck(secret.parse(live), settings, now),
  probe: ({ corpId }) => askContact(corpId, 'wmGuiyiDoctorAsksAboutNobody0000'),
});

function corpFindings({ corpId: inSecret }: JsonObject, corpId: string): readonly Finding[] {
  if (inSecret === undefined) return [];
  const check = 'secret.corpId';
  if (inSecret === corpId) return [{ check, verdict: 'ok', detail: 'that of the options' }];
  const detail = 'it is not the corpId of the options';
  return [{ check, verdict: 'problem', detail, fix: `both must be the id of one corp: ${corpId}` }];
}

/** WeCom sends `echostr` encrypted, and wants to see what is inside. */
function urlCheck(
  { token, encodingAesKey }: { readonly token: string; readonly encodingAesKey: string },
  settings: WecomOptions,
  now: number,
): UrlCheck {
  const timestamp = String(Math.floor(now / 1000));
  const nonce = '1372623149';
  const echo = `4375120948345356249${timestamp}`;
  const [receiveId = ''] = receiveIds('GET', settings);
  const echostr = sealFrame(echo, receiveId, encodingAesKey);
  const signature = pushSignature(token, timestamp, nonce, echostr);
  const query = new URLSearchParams({ msg_signature: signature, timestamp, nonce, echostr });
  return {
    request: { method: 'GET', headers: {}, rawQuery: query.toString(), body: '' },
    answer: echo,
    withinMs: PATIENCE_MS,
  };
}
