import { jsonOf } from '../../../json/json-of.ts';
import { isJsonObject, type JsonObject } from '../../../json/lossless.ts';
import { undecodable } from '../../outcomes.ts';
import { firstTime } from '../../rfc-3339.ts';
import { defineReceiver, type Decoding, type SourceEvent } from '../../source.ts';
import { customerOf } from './fields.ts';
import { eventId } from './event-id.ts';
import { eventKind } from './events.ts';
import { openNotification } from './notification.ts';
import { readResource } from './resource.ts';
import { options, secret, type WechatPayOptions } from './settings.ts';
import { judgeNotification } from './signature.ts';

/** WeChat Pay APIv3 notifications: of merchants, service providers and combined payments. */
export const wechatPay = defineReceiver({
  platform: 'wechat-pay',
  options,
  secret,
  verify(request, secrets) {
    if (request.method !== 'POST') {
      return { outcome: 'refused', status: 405, reason: 'method-not-allowed', detail: 'WeChat Pay sends POST' };
    }
    return judgeNotification(request, secrets) ?? openNotification(request.body, secrets.apiV3Key);
  },
  decode: (payload, _request, settings) => decode(payload, settings),
  acknowledgement: { status: 200, body: '' },
  refusal: (status, message) => ({
    status,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code: 'FAIL', message }),
  }),
});

function decode(payload: Uint8Array, settings: WechatPayOptions): Decoding {
  const notification = jsonOf(payload);
  if (!isJsonObject(notification)) return undecodable('body-malformed', 'the notification is not a JSON object');
  const { event_type: type, resource } = notification;
  if (typeof type !== 'string' || type === '') return undecodable('type-missing', 'the notification has no event_type');
  if (isJsonObject(resource) && 'algorithm' in resource && 'ciphertext' in resource) {
    const reading = readResource(resource);
    return undecodable('body-malformed', reading.ok ? 'the resource was not opened' : reading.detail);
  }
  if (!isJsonObject(resource)) return undecodable('body-malformed', 'what the resource holds is not a JSON object');
  const event: SourceEvent = {
    idParts: eventId(type, resource),
    type,
    ...orderingOf(type, resource, settings),
    ...timeOf(notification, resource),
    data: notification,
  };
  return { outcome: 'events', events: [event] };
}

/** A refund names no person: it waits for nobody but the events of its own order. */
function orderingOf(
  type: string,
  resource: JsonObject,
  { appId }: WechatPayOptions,
): Pick<SourceEvent, 'subject' | 'partitionKey'> {
  const kind = eventKind(type);
  const customer = kind && customerOf(resource, kind, appId);
  const [first] = customer?.openIds ?? [];
  if (first) return { subject: `${first.appId}:${first.openId}` };
  if (customer?.unionId !== undefined) return { subject: customer.unionId };
  const transaction = resource['transaction_id'];
  return typeof transaction === 'string' ? { partitionKey: `order:${transaction}` } : {};
}

/** When it happened; when it was first told where the content does not say. */
function timeOf(notification: JsonObject, resource: JsonObject): Pick<SourceEvent, 'time'> {
  const time = firstTime(resource['success_time'], notification['create_time']);
  return time === undefined ? {} : { time };
}
