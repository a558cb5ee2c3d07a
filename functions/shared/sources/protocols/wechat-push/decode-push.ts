import type { WebhookResponse } from '../../../http/webhook-request.ts';
import { digestOfBytes } from '../../../envelope/digest.ts';
import { isJsonObject } from '../../../json/lossless.ts';
import { instantOf } from '../../instant.ts';
import type { Decoding, SourceEvent } from '../../source.ts';
import { type PushFormat, readPush } from '../wechat-crypto/push-document.ts';
import { findText, textOf, type PushObject } from '../wechat-crypto/push-object.ts';
import { pushTimeOf } from '../wechat-crypto/push-time.ts';
import { pushCustomerOf, holderOf } from './customer.ts';
import type { PushKind, PushKindOf } from './push-kind.ts';

/** What there is to know of a platform's pushes to read one. */
export interface PushReader {
  readonly kindOf: PushKindOf;
  /** What the platform wants to hear of a push of this type, where `success` is not it. */
  readonly acknowledge?: (type: string, format: PushFormat) => WebhookResponse | undefined;
}

/** A push is one event. */
export function decodePush(payload: Uint8Array, appId: string, { kindOf, acknowledge }: PushReader): Decoding {
  const reading = readPush(payload);
  if (!reading.ok) return undecodable(reading.detail);
  const { push, format } = reading;
  const type = typeOf(push);
  if (type === undefined) return undecodable('the push has neither a MsgType nor an Event');
  const acknowledgement = acknowledge?.(type, format);
  return {
    outcome: 'events',
    events: [eventOf(push, type, kindOf(type), payload, appId)],
    ...(acknowledgement && { acknowledgement }),
  };
}

function eventOf(
  push: PushObject,
  type: string,
  kind: PushKind | undefined,
  payload: Uint8Array,
  appId: string,
): SourceEvent {
  const subject = kind && pushCustomerOf(push, kind)?.value;
  const holder = kind ? holderOf(push, kind.customer).fields : push;
  const time = happenedAt(kind?.happened, holder, push) ?? pushTimeOf(textOf(push, 'CreateTime'));
  const own = kind?.sameBy?.map((field) => findText(holder, field.toLowerCase())?.value ?? '');
  const id = own?.[0] ? [subject ?? '', type, ...own] : deliveryId(push, type, payload);
  return {
    idParts: [appId, ...id],
    type,
    ...(subject !== undefined && { subject }),
    ...(time !== undefined && { time }),
    data: push,
  };
}

/** In China's time, or in Unix seconds. */
function happenedAt(path: readonly string[] | undefined, ...holders: readonly unknown[]): string | undefined {
  if (!path) return undefined;
  const values = holders.map((holder) =>
    path.reduce<unknown>((at, step) => (isJsonObject(at) ? at[step] : undefined), holder),
  );
  return values.flatMap((value) => (typeof value === 'string' ? (instantOf(value.trim(), '+08:00') ?? []) : []))[0];
}

function typeOf(push: PushObject): string | undefined {
  const messageType = textOf(push, 'MsgType');
  if (messageType === undefined || messageType.toLowerCase() === 'event') return textOf(push, 'Event');
  return `message.${messageType}`;
}

/**
 * Messages have a `MsgId`, unique per sender only. Events have none (`MsgID` is a message that we sent), and two
 * of one person in one second differ in no more than their content.
 */
function deliveryId(push: PushObject, type: string, payload: Uint8Array): readonly string[] {
  const sender = textOf(push, 'FromUserName') ?? '';
  const messageId = textOf(push, 'MsgId');
  if (type.startsWith('message.') && messageId !== undefined) return [sender, messageId];
  const time = textOf(push, 'CreateTime') ?? '';
  const key = textOf(push, 'EventKey') ?? textOf(push, 'ChangeType') ?? '';
  return [sender, time, type, key, digestOfBytes(payload)];
}

function undecodable(detail: string): Decoding {
  return { outcome: 'undecodable', reason: 'body-malformed', detail };
}
