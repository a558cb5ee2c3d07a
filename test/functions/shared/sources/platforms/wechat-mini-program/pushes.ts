import type { Envelope } from '../../../../../../functions/shared/envelope/envelope.ts';
import type { Json } from '../../../../../../functions/shared/json/lossless.ts';
import { wechatMiniProgramIdentity } from '../../../../../../functions/shared/sources/platforms/wechat-mini-program/identify.ts';
import { wechatMiniProgram } from '../../../../../../functions/shared/sources/platforms/wechat-mini-program/receive.ts';
import { appId, checked, envelope as anEnvelope, secret } from '../wechat-official-account/pushes.ts';

export { appId, customer, secret, unionId } from '../wechat-official-account/pushes.ts';

/** WeChat's own account, from which notices come. */
export const platform = 'oInventedPlatform00000000001';

export function receiver(options: object = { appId }) {
  return checked(wechatMiniProgram.configure(options));
}

export function verifier(options: object = { appId }, raw: object = secret) {
  return checked(receiver(options).openSecret(raw));
}

export function identifier(options: object = { appId }, region?: string) {
  return checked(wechatMiniProgramIdentity.configure(options, { region }));
}

export function envelope(type: string, data: Json): Envelope {
  return { ...anEnvelope(type, data), source: '/wechat-mini-program/demo' };
}
