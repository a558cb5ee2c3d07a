import { digestOfBytes } from '../../envelope/digest.ts';
import { defineReceiver, type Decoding, type SourceEvent, type Verification } from '../source.ts';
import { verifyMessagePush } from '../wechat-crypto/message-push.ts';
import { readPush } from '../wechat-crypto/push-document.ts';
import { textOf, type PushObject } from '../wechat-crypto/push-object.ts';
import { timeOf } from '../wechat-crypto/push-time.ts';
import { customerOf } from './customer.ts';
import { pushKind } from './push-kinds.ts';
import { options, secret } from './settings.ts';

const differentAppIds: Verification = {
  outcome: 'misconfigured',
  detail: 'the appId of the options and the appId of the secret differ',
};
const noKey: Verification = {
  outcome: 'misconfigured',
  detail: 'the secret has no encodingAesKey, and the connection does not accept plaintext',
};

/** WeChat official accounts (subscription and service accounts): message push in secure or compatible mode. */
export const wechatOfficialAccount = defineReceiver({
  platform: 'wechat-official-account',
  options,
  secret,
  verify(request, { token, encodingAesKey, appId }, { appId: expected, plaintext = false }) {
    if (appId !== expected) return differentAppIds;
    if (encodingAesKey === undefined && !plaintext) return noKey;
    return verifyMessagePush(request, { token, encodingAesKey, receiveId: appId, plaintext });
  },
  decode: (payload, _request, { appId }) => decode(payload, appId),
  acknowledgement: { status: 200, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: 'success' },
});

function decode(payload: Uint8Array, appId: string): Decoding {
  const reading = readPush(payload);
  if (!reading.ok) return undecodable(reading.detail);
  const { push } = reading;
  const type = typeOf(push);
  if (type === undefined) return undecodable('the push has neither a MsgType nor an Event');
  return { outcome: 'events', events: [eventOf(push, type, payload, appId)] };
}

function eventOf(push: PushObject, type: string, payload: Uint8Array, appId: string): SourceEvent {
  const kind = pushKind(type);
  const subject = kind && customerOf(push, kind.customer)?.value;
  const time = timeOf(textOf(push, 'CreateTime'));
  return {
    idParts: [appId, ...deliveryId(push, type, payload)],
    type,
    ...(subject !== undefined && { subject }),
    ...(time !== undefined && { time }),
    data: push,
  };
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
