import * as z from 'zod/mini';
import { jsonOf } from '../../../json/json-of.ts';
import { isJsonObject, type JsonObject, scalar } from '../../../json/lossless.ts';
import { inletOnly } from '../../inlet-only.ts';
import { undecodable } from '../../outcomes.ts';
import { firstTime } from '../../rfc-3339.ts';
import { type Decoding, defineReceiver, type SourceEvent } from '../../source.ts';
import { word } from '../../setting-fields.ts';
import type { About } from '../../about.ts';
import { warnIf } from '../../finding.ts';
import { member, orderChangeIn, readNotification } from './payload.ts';

export const options = z.strictObject({
  /** The seller (merchant token). Notifications of another are ignored. */
  sellerId: z.optional(
    z.string().check(z.regex(/^[A-Z0-9]{6,20}$/, 'must be the merchant token: capitals and digits')),
  ),
  /** Where the seller's marketplaces are: North America, Europe with India and the Gulf, the Far East. `enrich` asks there. */
  region: z.optional(z.enum(['na', 'eu', 'fe'])),
  /**
   * Takes the alias of a buyer's address that the Orders API gives for an id of the buyer with this seller. Whether there is one
   * for each buyer is not documented.
   */
  buyerAlias: z.optional(z.boolean()),
});

/** Of an application that the seller has authorised, for `enrich` alone: notifications need no secret. */
export const secret = z.strictObject({
  clientId: z.optional(word),
  clientSecret: z.optional(word),
  refreshToken: z.optional(word),
});

export type AmazonOptions = z.infer<typeof options>;

export const aboutAmazon: About<AmazonOptions> = {
  name: 'Amazon SP-API',
  transport: 'inlet',
  authentication: 'the policy of the inlet queue, which lets Amazon’s account send',
  confidence: 'partly',
  doubt: 'not documented: whether every new order is notified, and the letter case of older types',
  warnings: ({ sellerId }) =>
    warnIf(
      sellerId === undefined,
      'sellerId',
      { en: 'every seller of the application belongs to this connection', zh: '该应用的所有卖家都归这个连接' },
      { en: 'name the seller', zh: '写明卖家' },
    ),
};

/** Amazon's Selling Partner API: notifications, which Amazon puts into a queue of the brand's own, or an event bus. */
export const amazon = defineReceiver({
  ...inletOnly('amazon'),
  options,
  secret,
  scopes: ({ sellerId }, { isAsked }) => (isAsked && sellerId !== undefined ? { 'amazon-buyer': sellerId } : {}),
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
