import { digestOfBytes } from '../../../envelope/digest.ts';
import type { WebhookResponse } from '../../../http/webhook-request.ts';
import { defineReceiver, type Decoding, type SourceEvent, type Verification } from '../../source.ts';
import { verifyMessagePush } from '../../protocols/wechat-crypto/message-push.ts';
import { readPush } from '../../protocols/wechat-crypto/push-document.ts';
import { type PushObject, textOf } from '../../protocols/wechat-crypto/push-object.ts';
import { timeOf } from '../../protocols/wechat-crypto/push-time.ts';
import { withoutCredentials } from './credentials.ts';
import { customerOf } from './fields.ts';
import { eventKind } from './events.ts';
import { options, receiveIds, secret, type WecomOptions } from './settings.ts';

const TEXT = { 'content-type': 'text/plain; charset=utf-8' };
/**
 * WeCom takes every other answer to a suite's command callback for an error, and a corp cannot install the suite then:
 * developer.work.weixin.qq.com/document/path/97172.
 */
const commandDone: WebhookResponse = { status: 200, headers: TEXT, body: 'success' };

const differentCorpIds: Verification = {
  outcome: 'misconfigured',
  detail: 'the corpId of the options and the corpId of the secret differ',
};

/** WeCom: apps of a corp and third-party suites, whose events are always encrypted. */
export const wecom = defineReceiver({
  platform: 'wecom',
  options,
  secret,
  verify(request, { token, encodingAesKey, corpId }, settings) {
    if (corpId !== undefined && corpId !== settings.corpId) return differentCorpIds;
    const receiveId = receiveIds(request.method, settings);
    return verifyMessagePush(request, { token, encodingAesKey, receiveId, plaintext: false, wecom: true });
  },
  decode: (payload, _request, settings) => decode(payload, settings),
  acknowledgement: { status: 200, headers: TEXT, body: '' },
});

function decode(payload: Uint8Array, settings: WecomOptions): Decoding {
  const reading = readPush(payload);
  if (!reading.ok) return undecodable(reading.detail);
  const { push } = reading;
  const type = typeOf(push);
  if (type === undefined) return undecodable('the push has neither a MsgType nor an Event nor an InfoType');
  const events = [eventOf(push, type, payload, settings)];
  return { outcome: 'events', events, ...(push['InfoType'] !== undefined && { acknowledgement: commandDone }) };
}

function eventOf(push: PushObject, type: string, payload: Uint8Array, { corpId, suiteId }: WecomOptions): SourceEvent {
  const subject = eventKind(type)?.names === 'customer' ? customerOf(push)?.value : undefined;
  const partitionKey = textOf(push, 'ChatId') ?? textOf(push, 'OpenKfId');
  const time = timeOf(textOf(push, 'CreateTime') ?? textOf(push, 'TimeStamp'));
  return {
    idParts: [suiteId ?? corpId, ...deliveryId(push, type, payload)],
    type,
    ...(subject !== undefined && { subject }),
    ...(partitionKey !== undefined && { partitionKey }),
    ...(time !== undefined && { time }),
    data: withoutCredentials(push),
  };
}

/** `change_external_contact.add_external_contact` in either form: what happened, and to what. */
function typeOf(push: PushObject): string | undefined {
  // Bots spell their names in small letters.
  const messageType = textOf(push, 'MsgType') ?? textOf(push, 'msgtype');
  if (messageType !== undefined && messageType.toLowerCase() !== 'event') return `message.${messageType}`;
  const name = textOf(push, 'Event') ?? textOf(push, 'InfoType');
  const change = textOf(push, 'ChangeType');
  return name !== undefined && change !== undefined ? `${name}.${change}` : name;
}

/**
 * Messages have a `MsgId`. Events have none; the sender is always `sys`, and two of one second differ in no more than their
 * content.
 */
function deliveryId(push: PushObject, type: string, payload: Uint8Array): readonly string[] {
  const messageId = textOf(push, 'MsgId') ?? textOf(push, 'msgid');
  if (type.startsWith('message.') && messageId !== undefined) return [textOf(push, 'FromUserName') ?? '', messageId];
  return [textOf(push, 'CreateTime') ?? textOf(push, 'TimeStamp') ?? '', type, digestOfBytes(payload)];
}

function undecodable(detail: string): Decoding {
  return { outcome: 'undecodable', reason: 'body-malformed', detail };
}
