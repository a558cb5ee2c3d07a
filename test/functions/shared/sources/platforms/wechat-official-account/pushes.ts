import type { Envelope } from '../../../../../../functions/shared/envelope/envelope.ts';
import type { Json } from '../../../../../../functions/shared/json/lossless.ts';
import { wechatOfficialAccountIdentity } from '../../../../../../functions/shared/sources/platforms/wechat-official-account/identify.ts';
import { wechatOfficialAccount } from '../../../../../../functions/shared/sources/platforms/wechat-official-account/receive.ts';
import type { Checked } from '../../../../../../functions/shared/sources/source.ts';

export const appId = 'wx0000000000000001';
export const customer = 'oInventedCustomer00000000001';
export const unionId = 'oInventedUnion00000000000001';
export const secret = {
  token: 'inventedToken',
  encodingAesKey: 'inventedKeyInventedKeyInventedKeyInventedKG',
  appId,
};

export function checked<T>(result: Checked<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.issues));
  return result.value;
}

export function receiver(options: object = { appId }) {
  return checked(wechatOfficialAccount.configure(options));
}

export function verifier(options: object = { appId }, raw: object = secret) {
  return checked(receiver(options).openSecret(raw));
}

export function identifier(options: object = { appId }) {
  return checked(wechatOfficialAccountIdentity.configure(options));
}

export function envelope(type: string, data: Json): Envelope {
  return {
    specversion: '1.0',
    id: 'an-id',
    source: '/wechat-official-account/demo',
    type,
    time: '2023-11-14T22:13:21.000Z',
    datacontenttype: 'application/json',
    data,
    connection: 'demo',
    receivedtime: '2023-11-14T22:13:22.000Z',
  };
}
