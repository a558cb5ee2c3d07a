import { randomInt } from 'node:crypto';
import { defineSampler, type SampleContext, type SamplePayload, type UrlCheck } from '../../source.ts';
import { sealFrame } from '../../protocols/wechat-crypto/frame.ts';
import { pushSignature } from '../../protocols/wechat-crypto/signature.ts';
import { writePushXml } from '../../protocols/wechat-crypto/write-push-xml.ts';
import { options, receiveIds, secret, type WecomOptions } from './receive.ts';

const CUSTOMER = 'wmGuiyiSampleCustomer00000000001';
const EMPLOYEE = 'clerk01';
const CHAT = 'wrGuiyiSampleChat000000000000001';

type Builder = (context: SampleContext, options: WecomOptions) => SamplePayload;

/** The check of an address has to be answered sooner than a push. */
const TIME_OUT_MS = 1000;

/** Builds events with invented people and encrypts them as WeCom does, for an app or a suite. */
export const wecomSample = defineSampler({
  platform: 'wecom',
  options,
  secret,
  events: {
    ...contact('add_external_contact', { State: 'store_0042', WelcomeCode: 'GuiyiSampleWelcomeCode' }),
    ...contact('add_half_external_contact', { State: 'store_0042', WelcomeCode: 'GuiyiSampleWelcomeCode' }),
    ...contact('edit_external_contact', {}),
    ...contact('del_external_contact', {}),
    ...contact('del_follow_user', {}),
    ...contact('transfer_fail', { FailReason: 'customer_refused' }),
    ...contact('msg_audit_approved', { WelcomeCode: 'GuiyiSampleWelcomeCode' }),
    ...change('change_external_chat', 'update', {
      ChatId: CHAT,
      UpdateDetail: 'add_member',
      JoinScene: 1,
      MemChangeCnt: 2,
      MemChangeList: { Item: [CUSTOMER, EMPLOYEE] },
    }),
    ...change('change_external_tag', 'create', { Id: 'etGuiyiSampleTag0000000000000001', TagType: 'tag' }),
    // The same in both forms: developer.work.weixin.qq.com/document/path/94699.
    kf_msg_or_event: (context, { corpId }) => ({
      ToUserName: corpId,
      CreateTime: secondsOf(context),
      MsgType: 'event',
      Event: 'kf_msg_or_event',
      Token: 'GuiyiSampleServiceToken',
      OpenKfId: 'wkGuiyiSampleService000000000001',
    }),
  },
  sign(_event, payload, { token, encodingAesKey }, settings, { now }) {
    const [forSuite = '', forCorp = forSuite] = receiveIds('POST', settings);
    const receiveId = payload['InfoType'] === undefined ? forCorp : forSuite;
    const encrypted = sealFrame(writePushXml(payload), receiveId, encodingAesKey);
    const timestamp = String(Math.floor(now / 1000));
    const nonce = String(randomInt(100_000_000, 1_000_000_000));
    const query = new URLSearchParams({
      msg_signature: pushSignature(token, timestamp, nonce, encrypted),
      timestamp,
      nonce,
    });
    const body = writePushXml({ ToUserName: receiveId, AgentID: '', Encrypt: encrypted });
    return { method: 'POST', headers: { 'content-type': 'text/xml' }, rawQuery: query.toString(), body };
  },
  urlCheck: urlCheckOf,
});

/** An event has no id of its own: a second of its own makes it another event. */
function secondsOf({ now, sequence }: SampleContext): number {
  return Math.floor(now / 1000) + sequence;
}

function contact(changeType: string, fields: SamplePayload): Readonly<Record<string, Builder>> {
  return change('change_external_contact', changeType, { UserID: EMPLOYEE, ExternalUserID: CUSTOMER, ...fields });
}

function change(event: string, changeType: string, fields: SamplePayload): Readonly<Record<string, Builder>> {
  const build: Builder = (context, { corpId, suiteId }) =>
    suiteId === undefined
      ? {
          ToUserName: corpId,
          FromUserName: 'sys',
          CreateTime: secondsOf(context),
          MsgType: 'event',
          Event: event,
          ChangeType: changeType,
          ...fields,
        }
      : {
          SuiteId: suiteId,
          AuthCorpId: corpId,
          InfoType: event,
          TimeStamp: secondsOf(context),
          ChangeType: changeType,
          ...fields,
        };
  return { [`${event}.${changeType}`]: build };
}

/** WeCom sends `echostr` encrypted, and wants to see what is inside. */
function urlCheckOf(
  { token, encodingAesKey }: { readonly token: string; readonly encodingAesKey: string },
  settings: WecomOptions,
  now: number,
): UrlCheck {
  const timestamp = String(Math.floor(now / 1000));
  const nonce = '1372623149';
  const echo = `4375120948345356249${timestamp}`;
  const [receiveId = ''] = receiveIds('GET', settings);
  const echostr = sealFrame(echo, receiveId, encodingAesKey);
  const signature = pushSignature(token, timestamp, nonce, echostr);
  const query = new URLSearchParams({ msg_signature: signature, timestamp, nonce, echostr });
  return {
    request: { method: 'GET', headers: {}, rawQuery: query.toString(), body: '' },
    answer: echo,
    withinMs: TIME_OUT_MS,
  };
}
