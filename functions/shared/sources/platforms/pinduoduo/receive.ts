import * as z from 'zod/mini';
import { jsonIn, jsonOf } from '../../../json/json-of.ts';
import { isJsonObject, type Json, type JsonObject, scalar } from '../../../json/lossless.ts';
import { inletOnly } from '../../inlet-only.ts';
import { undecodable } from '../../outcomes.ts';
import { type Decoding, defineReceiver, type SourceEvent } from '../../source.ts';
import { instantOf } from '../../instant.ts';
import { fromUnix } from '../../unix-time.ts';
import { digits } from '../../setting-fields.ts';
import type { About } from '../../about.ts';
import { warnIf } from '../../finding.ts';
import { concernsBuyer } from './events.ts';

export const options = z.strictObject({
  /** The shop (mallID). Messages of another are ignored. */
  mallId: z.optional(digits('mallID')),
});

export type PinduoduoOptions = z.infer<typeof options>;

export const aboutPinduoduo: About<PinduoduoOptions> = {
  name: 'Pinduoduo (PMC)',
  transport: 'inlet',
  authentication: 'the policy of the inlet queue, into which a bridge of your own puts the frames',
  confidence: 'partly',
  doubt: 'retention and order of PMC are not documented',
  warnings: ({ mallId }) =>
    warnIf(
      mallId === undefined,
      'mallId',
      {
        en: 'every shop that has authorised the app belongs to this connection',
        zh: '所有授权给该应用的店铺都归这个连接',
      },
      { en: 'name the shop', zh: '写明店铺' },
    ),
};

/**
 * Pinduoduo: messages of PMC, which comes over a websocket. A bridge of the brand's own puts each frame into the inlet queue as it
 * came, or its message alone, which is what Pinduoduo's own library hands to a program; and acknowledges it only then.
 */
export const pinduoduo = defineReceiver({
  ...inletOnly('pinduoduo'),
  options,
  decode: (payload) => decode(payload),
});

/** Frames by which the two ends of a connection keep it: no message is in them. Whatever else has a message is read. */
const OF_THE_CONNECTION: ReadonlySet<string> = new Set(['HeartBeat', 'Ack', 'Fail']);

function decode(payload: Uint8Array): Decoding {
  const frame = jsonOf(payload);
  if (!isJsonObject(frame)) return undecodable('body-malformed', 'the frame is not a JSON object');
  const { commandType } = frame;
  if (typeof commandType === 'string' && OF_THE_CONNECTION.has(commandType)) return { outcome: 'events', events: [] };
  const { message = frame, ...around } = frame;
  const type = isJsonObject(message) ? message['type'] : undefined;
  if (!isJsonObject(message) || typeof type !== 'string' || type === '') {
    return undecodable('type-missing', 'the frame has no message with a type');
  }
  const content = readContent(message['content']);
  if (concernsBuyer(type) && !isJsonObject(content)) {
    return undecodable('body-malformed', 'the content of the message is not a JSON object');
  }
  const data = { ...(message === frame ? {} : around), message: { ...message, content } };
  return { outcome: 'events', events: [{ type, ...orderingOf(type, frame, content), data }] };
}

/** What makes the message one, by what it waits for others, and when it was sent. */
function orderingOf(
  type: string,
  frame: JsonObject,
  content: Json,
): Pick<SourceEvent, 'idParts' | 'partitionKey' | 'time'> {
  const order = isJsonObject(content) ? scalar(content['tid']) : undefined;
  // A refund says when it was changed; a frame may be sent late, and a message alone has no frame.
  const changed = isJsonObject(content) ? instantOf(content['modified'], '+08:00') : undefined;
  const time = changed ?? fromUnix(frame['time']) ?? fromUnix(frame['sendTime']);
  const id = scalar(frame['id']);
  return {
    idParts: id ? ['message', type, id] : ['content', type, JSON.stringify(content)],
    ...(order && { partitionKey: `order:${order}` }),
    ...(time !== undefined && { time }),
  };
}

function readContent(content: Json | undefined): Json {
  return typeof content === 'string' ? (jsonIn(content) ?? content) : (content ?? null);
}
