import * as z from 'zod/mini';
import { digestOfBytes } from '../../../envelope/digest.ts';
import type { WebhookResponse } from '../../../http/webhook-request.ts';
import type { JsonObject } from '../../../json/lossless.ts';
import type { About } from '../../about.ts';
import type { Finding } from '../../finding.ts';
import { verifyMessagePush } from '../../protocols/wechat-crypto/message-push.ts';
import { readPush } from '../../protocols/wechat-crypto/push-document.ts';
import { type PushObject, textOf } from '../../protocols/wechat-crypto/push-object.ts';
import { pushTimeOf } from '../../protocols/wechat-crypto/push-time.ts';
import { aesKey, word } from '../../protocols/wechat-crypto/secret-fields.ts';
import { keyFinding, tokenFinding } from '../../protocols/wechat-push/findings.ts';
import { type Decoding, defineReceiver, type SourceEvent, type Verification } from '../../source.ts';
import { wecomEventKind } from './events.ts';
import { wecomCustomerOf } from './fields.ts';

export const options = z
  .strictObject({
    /** The corp whose customers these are: the scope of their ids. A suite sees it under an id of its own. */
    corpId: word,
    /** The connection is a third-party suite's, whose events are encrypted for the suite id and come as `InfoType`. */
    suiteId: z.optional(word),
    /** The corp id of the suite's provider, for which the URL check is encrypted. */
    providerCorpId: z.optional(word),
    /** `''`: frames name no receiver, as those of a personal developer's suite and of a smart bot. */
    receiveId: z.optional(z.literal('')),
    /** Names the open-platform account of the WeChat developer id that the corp has bound: the scope of the unionids of `enrich`. */
    openPlatform: z.optional(z.string()),
  })
  .check(
    z.refine(({ suiteId, providerCorpId }) => suiteId !== undefined || providerCorpId === undefined, {
      path: ['providerCorpId'],
      message: 'nothing, where there is no suiteId: only a suite has a provider',
    }),
  );

export const secret = z.strictObject({
  token: word,
  encodingAesKey: aesKey,
  /** Where it is given, that of the options, so that the secret of another corp is noticed. */
  corpId: z.optional(word),
  /** The Secret of the app that may read customers, for `enrich` alone: no push is verified by it. */
  corpSecret: z.optional(word),
});

export type WecomOptions = z.infer<typeof options>;

/** What the frames of a connection may end with. */
export function receiveIds(method: string, { corpId, suiteId, providerCorpId, receiveId }: WecomOptions): string[] {
  if (receiveId !== undefined) return [receiveId];
  if (suiteId === undefined) return [corpId];
  // Events come for the suite (command callbacks) or the corp (data callbacks), URL checks of both for the provider:
  // WeCom's staff, developers.weixin.qq.com/community/enterprisewechat/doc/000c6049e28c7015492c6ed5551c00.
  const check = method === 'GET' && providerCorpId !== undefined ? [providerCorpId] : [];
  return [suiteId, corpId, ...check];
}

export const aboutWecom: About<WecomOptions> = {
  name: 'WeCom',
  authentication: 'SHA-1 signature with the token over the AES-256-CBC ciphertext, and the corp or suite id inside it',
  confidence: 'partly',
  doubt:
    'only answers of WeCom’s staff say that the URL check of a suite carries the provider’s corp id: `providerCorpId` is optional',
  checkSecret: (live, { corpId }) => [
    tokenFinding(live['token']),
    keyFinding(live['encodingAesKey']),
    ...corpFindings(live, corpId),
  ],
};

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
  // The unionids stand in answers of the API, and in no push.
  scopes: ({ corpId, openPlatform = '' }, { isAsked }) => ({
    'wecom-external-userid': corpId,
    ...(isAsked && { 'wechat-unionid': openPlatform }),
  }),
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
  const subject = wecomEventKind(type)?.names === 'customer' ? wecomCustomerOf(push)?.value : undefined;
  const partitionKey = textOf(push, 'ChatId') ?? textOf(push, 'OpenKfId');
  const time = pushTimeOf(textOf(push, 'CreateTime') ?? textOf(push, 'TimeStamp'));
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

function corpFindings({ corpId: inSecret }: JsonObject, corpId: string): readonly Finding[] {
  if (inSecret === undefined) return [];
  const check = 'secret.corpId';
  if (inSecret === corpId) return [{ check, verdict: 'ok', detail: { en: 'that of the options', zh: '与选项一致' } }];
  const detail = { en: 'it is not the corpId of the options', zh: '与选项中的 corpId 不同' };
  const fix = { en: `both must be the id of one corp: ${corpId}`, zh: `两处应是同一个企业的 ID：${corpId}` };
  return [{ check, verdict: 'problem', detail, fix }];
}

/** `SuiteTicket`, `AuthCode`, `WelcomeCode`, `Token`, `ResponseCode`, a bot's `response_url`. */
const CREDENTIAL = /(?:ticket|code|token|response_?url)$/i;

/** A push without what gives power over the corp's account: nothing here uses it, so no queue and no archive needs it. */
function withoutCredentials(push: PushObject): PushObject {
  return Object.fromEntries(Object.entries(push).filter(([field]) => !CREDENTIAL.test(field.trim())));
}
