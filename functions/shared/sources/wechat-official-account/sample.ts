import { randomInt } from 'node:crypto';
import { defineSampler, type SampleContext, type SamplePayload } from '../source.ts';
import { sealFrame } from '../wechat-crypto/frame.ts';
import { pushSignature } from '../wechat-crypto/signature.ts';
import { writePushXml } from '../wechat-crypto/write-push-xml.ts';
import { options, secret, type WechatOfficialAccountOptions } from './settings.ts';

const ACCOUNT = 'gh_0123456789ab';
const CUSTOMER = 'oGuiyiSampleCustomer00000001';
const FRIEND = 'oGuiyiSampleFriend0000000001';
const UNION_ID = 'oGuiyiSampleUnion00000000001';
/** The platform's own account, from which authorisation events come. */
const PLATFORM = 'oGuiyiSamplePlatform00000001';
const CARD = { CardId: 'pGuiyiSampleCard000000000001', UserCardCode: '012345678901' };

type Builder = (context: SampleContext, options: WechatOfficialAccountOptions) => SamplePayload;

/** Builds pushes with invented people and encrypts them as the platform does in secure mode. */
export const wechatOfficialAccountSample = defineSampler({
  platform: 'wechat-official-account',
  options,
  secret,
  events: {
    subscribe: event('subscribe', () => ({ EventKey: 'qrscene_store_0042', Ticket: 'gQGuiyiSampleTicket' })),
    unsubscribe: event('unsubscribe', () => ({ EventKey: '' })),
    SCAN: event('SCAN', () => ({ EventKey: 'store_0042', Ticket: 'gQGuiyiSampleTicket' })),
    CLICK: event('CLICK', () => ({ EventKey: 'menu_member' })),
    VIEW: event('VIEW', () => ({ EventKey: 'https://shop.example/', MenuId: 466_000_001 })),
    LOCATION: event('LOCATION', () => ({ Latitude: 31.230_525, Longitude: 121.473_667, Precision: 65 })),
    'message.text': (context) => ({
      ...head(context, 'text'),
      Content: '你好，请问会员卡怎么领？',
      MsgId: String(23_000_000_000_000_000n + BigInt(Math.trunc(context.now)) * 1000n + BigInt(context.sequence)),
    }),
    user_get_card: event('user_get_card', () => ({
      ...CARD,
      IsGiveByFriend: 1,
      FriendUserName: FRIEND,
      OuterStr: 'store_0042',
      IsRestoreMemberCard: 0,
      UnionId: UNION_ID,
    })),
    subscribe_msg_popup_event: event('subscribe_msg_popup_event', () => ({
      SubscribeMsgPopupEvent: {
        List: [
          { TemplateId: 'template-sample-1', SubscribeStatusString: 'accept', PopupScene: 2 },
          { TemplateId: 'template-sample-2', SubscribeStatusString: 'reject', PopupScene: 2 },
        ],
      },
    })),
    user_info_modified: authorisation('user_info_modified', '205'),
    user_authorization_revoke: authorisation('user_authorization_revoke', '201'),
    user_authorization_cancellation: authorisation('user_authorization_cancellation', '205'),
  },
  sign(_event, payload, { token, encodingAesKey, appId }, _options, { now }) {
    const message = writePushXml(payload);
    const timestamp = String(Math.floor(now / 1000));
    const nonce = String(randomInt(100_000_000, 1_000_000_000));
    const query = new URLSearchParams({ signature: pushSignature(token, timestamp, nonce), timestamp, nonce });
    if (typeof payload['FromUserName'] === 'string') query.set('openid', payload['FromUserName']);
    const headers = { 'content-type': 'text/xml' };
    if (encodingAesKey === undefined) return { method: 'POST', headers, rawQuery: query.toString(), body: message };

    const encrypted = sealFrame(message, appId, encodingAesKey);
    query.set('encrypt_type', 'aes');
    query.set('msg_signature', pushSignature(token, timestamp, nonce, encrypted));
    const body = writePushXml({ ToUserName: payload['ToUserName'] ?? ACCOUNT, Encrypt: encrypted });
    return { method: 'POST', headers, rawQuery: query.toString(), body };
  },
});

function head({ now, sequence }: SampleContext, messageType: string, sender = CUSTOMER): SamplePayload {
  // An event has no id of its own: a second of its own makes it another event.
  const time = Math.floor(now / 1000) + sequence;
  return { ToUserName: ACCOUNT, FromUserName: sender, CreateTime: time, MsgType: messageType };
}

function event(name: string, fields: () => SamplePayload): Builder {
  return (context) => ({ ...head(context, 'event'), Event: name, ...fields() });
}

function authorisation(name: string, revoked: string): Builder {
  return (context, { appId }) => ({
    ...head(context, 'event', PLATFORM),
    Event: name,
    OpenID: CUSTOMER,
    AppID: appId,
    RevokeInfo: revoked,
    UnionID: UNION_ID,
  });
}
