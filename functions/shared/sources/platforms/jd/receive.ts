import * as z from 'zod/mini';
import { jsonOf } from '../../../json/json-of.ts';
import { isJsonObject, type JsonObject, scalar } from '../../../json/lossless.ts';
import { appKeyShop } from '../../../identity/scoped.ts';
import { fromChinaTime } from '../../china-time.ts';
import { inletOnly } from '../../inlet-only.ts';
import { undecodable } from '../../outcomes.ts';
import { type Decoding, defineReceiver, type SourceEvent } from '../../source.ts';
import { digits, word } from '../../setting-fields.ts';
import type { About } from '../../about.ts';
import { jdIdsIn } from './fields.ts';

export const options = z.strictObject({
  /** Of the application that asks for the orders: buyers' ids are not known to be the same for another. */
  appKey: word,
  /** The shop. Orders of another are ignored. */
  venderId: digits('venderId'),
  /**
   * Takes orders. What an order looks like is known from public code alone, and the scope of buyers' ids from nothing, so without
   * this option everything is refused.
   */
  acceptUnconfirmed: z.optional(z.boolean()),
});

export type JdOptions = z.infer<typeof options>;

export const aboutJd: About<JdOptions> = {
  name: 'JD',
  transport: 'inlet',
  authentication: 'the policy of the inlet queue, into which a program of your own puts the orders that it asks for',
  confidence: 'unconfirmed',
  doubt:
    'nothing is taken without `acceptUnconfirmed`: the fields come from public code, and no document says in what scope the ids are unique',
  warnings: ({ acceptUnconfirmed }) => [
    acceptUnconfirmed
      ? {
          check: 'options.acceptUnconfirmed',
          verdict: 'warning',
          detail: {
            en: 'the form of an order and the scope of buyers’ ids come from no document of JD',
            zh: '订单的形式和买家 ID 的有效范围，京东的文档没有说明',
          },
          fix: {
            en: 'compare the ids of two people and of two orders of one',
            zh: '对比两个人的 ID，以及同一个人两个订单的 ID',
          },
        }
      : {
          check: 'options.acceptUnconfirmed',
          verdict: 'warning',
          detail: {
            en: 'it is not set: every order goes to the dead letters of the inlet',
            zh: '没有设置：所有订单都进入入口队列的死信',
          },
          fix: { en: 'read docs/sources/jd.md, then set it', zh: '请先阅读 docs/zh/sources/jd.md，再设置' },
        },
  ],
};

/**
 * JD (京东). Of a push nothing is public, so a program of the brand's own asks `jingdong.pop.order.search` or `.get`, and puts each
 * order into the inlet queue as the API gives it.
 */
export const jd = defineReceiver({
  ...inletOnly('jd'),
  options,
  scopes: ({ appKey, venderId }) => {
    const scope = appKeyShop(appKey, venderId);
    return { 'jd-xid': scope, 'jd-open-id': scope };
  },
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
  const first = jdIdsIn(order).find((found) => found.id.ok);
  return first?.id.ok ? { subject: `${venderId}:${first.id.value}` } : { partitionKey: `order:${id}` };
}
