import * as z from 'zod/mini';
import { jsonIn, jsonOf } from '../../../json/json-of.ts';
import { isJsonObject, type Json, type JsonObject, scalar } from '../../../json/lossless.ts';
import { fromChinaTime } from '../../china-time.ts';
import { inletOnly } from '../../inlet-only.ts';
import { undecodable } from '../../outcomes.ts';
import { type Decoding, defineReceiver, type SourceEvent } from '../../source.ts';
import { fromUnix } from '../../unix-time.ts';
import { digits, word } from '../../setting-fields.ts';
import type { About } from '../../about.ts';
import { warnIf } from '../../finding.ts';
import { taobaoIdsIn } from './fields.ts';
import { topicOf } from './events.ts';

export const options = z.strictObject({
  /** Of the application whose messages the bridge takes: the scope of `buyer_open_uid`. */
  appKey: word,
  /** The shop's seller id: the scope of `ouid`. Messages of another seller are ignored. */
  sellerId: digits('seller id'),
  /** Any name for the merchant entity whose shops share `omid`; the same in the connections of all of its shops. */
  merchantEntity: z.optional(word),
});

export type TaobaoOptions = z.infer<typeof options>;

export const aboutTaobao: About<TaobaoOptions> = {
  name: 'Taobao and Tmall (TMC)',
  transport: 'inlet',
  authentication: 'the policy of the inlet queue, into which a bridge of your own puts the messages',
  confidence: 'partly',
  doubt: 'order, retention and repetition of TMC are not documented; phones in member messages are never taken',
  warnings: ({ merchantEntity }) =>
    warnIf(
      merchantEntity === undefined,
      'merchantEntity',
      {
        en: 'members’ omid has no name for its merchant entity and is not used',
        zh: '会员的 omid 没有写明所属商家主体，因此不使用',
      },
      { en: 'name the entity alike in the connections of all its shops', zh: '在同一主体所有店铺的连接中写同一个名称' },
    ),
};

/**
 * Taobao and Tmall: messages of TMC, which comes over a websocket. A bridge of the brand's own puts each into the inlet queue as
 * JSON, with the fields of the message, and confirms it to Taobao only then.
 */
export const taobao = defineReceiver({
  ...inletOnly('taobao'),
  options,
  scopes: ({ appKey, sellerId, merchantEntity }) => ({
    'taobao-open-uid': appKey,
    'taobao-ouid': sellerId,
    ...(merchantEntity !== undefined && { 'taobao-omid': merchantEntity }),
  }),
  decode: (payload, _request, settings) => decode(payload, settings),
});

function decode(payload: Uint8Array, settings: TaobaoOptions): Decoding {
  const message = jsonOf(payload);
  if (!isJsonObject(message)) return undecodable('body-malformed', 'the message is not a JSON object');
  const { topic } = message;
  if (typeof topic !== 'string' || topic === '') return undecodable('type-missing', 'the message has no topic');
  const content = readContent(message['content']);
  if (topicOf(topic) && !isJsonObject(content)) return undecodable('body-malformed', 'content is not a JSON object');
  // As Taobao writes times; or in Unix milliseconds, as its messages carry them.
  const time = fromChinaTime(message['time']) ?? fromUnix(message['time']);
  const event: SourceEvent = {
    idParts: eventId(topic, message),
    type: topic,
    ...(isJsonObject(content) && orderingOf(topic, content, settings)),
    ...(time !== undefined && { time }),
    data: { ...message, content },
  };
  return { outcome: 'events', events: [event] };
}

function readContent(content: Json | undefined): Json {
  return typeof content === 'string' ? (jsonIn(content) ?? content) : (content ?? null);
}

/** `retried` counts how often Taobao has sent a message. */
function eventId(topic: string, message: JsonObject): readonly string[] {
  const id = scalar(message['id']);
  if (id) return ['message', topic, id];
  const { retried: _, ...rest } = message;
  return ['content', JSON.stringify(rest)];
}

function orderingOf(
  type: string,
  content: JsonObject,
  { appKey, sellerId }: TaobaoOptions,
): Pick<SourceEvent, 'subject' | 'partitionKey'> {
  const topic = topicOf(type);
  const first = topic && taobaoIdsIn(content, topic).find(({ id }) => id.ok);
  if (first?.id.ok) {
    const scope = first.field === 'buyer_open_uid' ? appKey : sellerId;
    return { subject: `${scope}:${first.id.value}` };
  }
  const order = scalar(content['tid']);
  return order ? { partitionKey: `order:${order}` } : {};
}
