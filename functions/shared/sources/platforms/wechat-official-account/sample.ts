import { defineSampler } from '../../source.ts';
import { pushBuilders, signPush } from '../../protocols/wechat-push/sample-push.ts';
import { options, secret } from '../../protocols/wechat-push/settings.ts';
import { pushUrlCheck } from '../../protocols/wechat-push/findings.ts';

const CUSTOMER = 'oGuiyiSampleCustomer00000001';
const FRIEND = 'oGuiyiSampleFriend0000000001';
const UNION_ID = 'oGuiyiSampleUnion00000000001';
const CARD = { CardId: 'pGuiyiSampleCard000000000001', UserCardCode: '012345678901' };

const { message, event, notice } = pushBuilders(CUSTOMER);

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
    'message.text': message('text', { Content: '你好，请问会员卡怎么领？' }),
    user_get_card: event('user_get_card', () => ({
      ...CARD,
      IsGiveByFriend: 1,
      FriendUserName: FRIEND,
      OuterStr: 'store_0042',
      IsRestoreMemberCard: 0,
      UnionId: UNION_ID,
    })),
    'message.file': message('file', {
      Title: '发票.pdf',
      Description: '2.5 KB',
      FileKey: 'sample-file-key',
      FileMd5: '00000000000000000000000000000000',
      FileTotalLen: 2515,
    }),
    user_scan_product: event('user_scan_product', () => ({
      KeyStandard: 'ean13',
      KeyStr: '6900000000000',
      Country: '中国',
      Province: '上海',
      City: '',
      Sex: 0,
      Scene: 2,
      ExtInfo: 'store_0042',
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
  sign: (_event, payload, live, _options, context) => signPush(payload, live, context, 'xml'),
  urlCheck: ({ token }, _options, now) => pushUrlCheck(token, now),
});

function authorisation(name: string, revoked: string) {
  return notice(name, (_context, { appId }) => ({
    OpenID: CUSTOMER,
    AppID: appId,
    RevokeInfo: revoked,
    UnionID: UNION_ID,
  }));
}
