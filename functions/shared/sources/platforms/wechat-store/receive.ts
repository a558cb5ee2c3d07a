import { isJsonObject } from '../../../json/lossless.ts';
import { defineReceiver, type Decoding, type SourceEvent } from '../../source.ts';
import { verifyMessagePush } from '../../protocols/wechat-crypto/message-push.ts';
import { textOf } from '../../protocols/wechat-crypto/push-object.ts';
import { decodePush } from '../../protocols/wechat-push/decode-push.ts';
import { differentAppIds, success } from '../../protocols/wechat-push/push-receiver.ts';
import { kindsOf, orderHolderOf } from './events.ts';
import { options, secret, type WechatStoreOptions } from './settings.ts';

/** WeChat stores (微信小店): message push in JSON, in secure mode; the console offers nothing else. */
export const wechatStore = defineReceiver({
  platform: 'wechat-store',
  options,
  secret,
  verify(request, { token, encodingAesKey, appId }, { appId: expected }) {
    if (appId !== expected) return differentAppIds;
    if (request.method === 'POST' && !isJson(request.body)) {
      return { outcome: 'refused', status: 400, reason: 'body-malformed', detail: 'a store pushes JSON' };
    }
    return verifyMessagePush(request, { token, encodingAesKey, receiveId: appId, plaintext: false });
  },
  decode: (payload, _request, settings) => decode(payload, settings),
  acknowledgement: success,
});

function decode(payload: Uint8Array, settings: WechatStoreOptions): Decoding {
  if (!isJson(payload)) return { outcome: 'undecodable', reason: 'body-malformed', detail: 'the push is not JSON' };
  const decoding = decodePush(payload, settings.appId, { kindOf: kindsOf(settings) });
  return decoding.outcome === 'events' ? { ...decoding, events: decoding.events.map(groupedByOrder) } : decoding;
}

/** What names no person waits for nobody but the events of its own order. */
function groupedByOrder(event: SourceEvent): SourceEvent {
  const holder = orderHolderOf(event.type);
  const named = holder !== undefined && isJsonObject(event.data) ? event.data[holder] : undefined;
  const order = isJsonObject(named) ? textOf(named, 'order_id') : undefined;
  return order === undefined ? event : { ...event, partitionKey: `order:${order}` };
}

/** The first character that is no blank. */
function isJson(bytes: Uint8Array): boolean {
  return /^\s*\{/.test(Buffer.from(bytes.subarray(0, 64)).toString('latin1'));
}
