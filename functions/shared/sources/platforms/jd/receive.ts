import { jsonOf } from '../../../json/json-of.ts';
import { isJsonObject, type JsonObject, scalar } from '../../../json/lossless.ts';
import { fromChinaTime } from '../../china-time.ts';
import { inletOnly } from '../../inlet-only.ts';
import { undecodable } from '../../outcomes.ts';
import { defineReceiver, type Decoding, type SourceEvent } from '../../source.ts';
import { idsIn } from './fields.ts';
import { options, type JdOptions } from './settings.ts';

/**
 * JD (京东). Of a push nothing is public, so a program of the brand's own asks `jingdong.pop.order.search` or `.get`, and puts each
 * order into the inlet queue as the API gives it.
 */
export const jd = defineReceiver({
  ...inletOnly('jd'),
  options,
  decode: (payload, _request, settings) => decode(payload, settings),
});

function decode(payload: Uint8Array, { venderId, acceptUnconfirmed }: JdOptions): Decoding {
  if (acceptUnconfirmed !== true) {
    return undecodable('unconfirmed-not-accepted', 'options.acceptUnconfirmed of the connection is not set');
  }
  const order = jsonOf(payload);
  if (!isJsonObject(order)) return undecodable('body-malformed', 'the message is not a JSON object');
  const id = scalar(order['orderId']);
  if (!id) return undecodable('body-malformed', 'the message is no order: it has no orderId');
  const time = fromChinaTime(order['modified']) ?? fromChinaTime(order['orderStartTime']);
  const event: SourceEvent = {
    // Whoever asks again gets the order again; while nothing of it has changed, it is the same event.
    idParts: ['order', id, JSON.stringify(order)],
    type: 'order',
    ...orderingOf(order, id, venderId),
    ...(time !== undefined && { time }),
    data: order,
  };
  return { outcome: 'events', events: [event] };
}

function orderingOf(
  order: JsonObject,
  id: string,
  venderId: string,
): Pick<SourceEvent, 'subject'> | Pick<SourceEvent, 'partitionKey'> {
  const first = idsIn(order).find((found) => found.id.ok);
  return first?.id.ok ? { subject: `${venderId}:${first.id.value}` } : { partitionKey: `order:${id}` };
}
