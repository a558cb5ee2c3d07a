import { jsonOf } from '../../../json/json-of.ts';
import { isJsonObject, type JsonObject, scalar } from '../../../json/lossless.ts';
import { inletOnly } from '../../inlet-only.ts';
import { undecodable } from '../../outcomes.ts';
import { firstTime } from '../../rfc-3339.ts';
import { defineReceiver, type Decoding, type SourceEvent } from '../../source.ts';
import { member, orderChangeIn, readNotification } from './notification.ts';
import { options, secret } from './settings.ts';

/** Amazon's Selling Partner API: notifications, which Amazon puts into a queue of the brand's own, or an event bus. */
export const amazon = defineReceiver({
  ...inletOnly('amazon'),
  options,
  secret,
  decode: (payload) => decode(payload),
});

function decode(payload: Uint8Array): Decoding {
  const message = jsonOf(payload);
  if (!isJsonObject(message)) return undecodable('body-malformed', 'the message is not a JSON object');
  const notification = readNotification(message);
  if (!notification) return undecodable('type-missing', 'the message has no NotificationType or no Payload');
  const { type, id, payload: content } = notification;
  const order = scalar(member(orderChangeIn(content) ?? {}, 'AmazonOrderId'));
  const time = firstTime(notification.time, ...changeTimes(content));
  const event: SourceEvent = {
    idParts: id === undefined ? ['content', type, JSON.stringify(content)] : ['notification', type, id],
    type,
    ...(order && { partitionKey: `order:${order}` }),
    ...(time !== undefined && { time }),
    data: message,
  };
  return { outcome: 'events', events: [event] };
}

function changeTimes(payload: JsonObject) {
  const trigger = member(orderChangeIn(payload) ?? {}, 'OrderChangeTrigger');
  return isJsonObject(trigger) ? [member(trigger, 'TimeOfOrderChange')] : [];
}
