import { sources } from '../../functions/shared/sources/generated/sources.ts';
import { everyConnection } from '../kit/every-source.ts';
import { joined, none, type Registration, request, type Story } from './story.ts';

const NOW = Date.parse('2026-03-01T12:00:00+08:00');
const NO_NAME = none('its events name a person and say nothing that could be old');
const secondsOf = (payload: Record<string, unknown>, at: Date) => {
  payload['CreateTime'] = Math.floor(at.getTime() / 1000);
};

/** The check of an address in the console of WeChat or WeCom, as the doctor makes it. */
function urlCheck(connection: string): Registration {
  const { source, options } = everyConnection[connection] ?? {};
  const checkUp = source && sources[source].checkUp.configure(options);
  const open = (secret: unknown) => {
    const check = checkUp?.ok ? checkUp.value.urlCheck(secret, NOW) : undefined;
    if (!check) throw new Error(`${connection} has no check of its address`);
    return check;
  };
  return {
    request: (secret) => {
      const { body, ...rest } = open(secret).request;
      return { ...rest, body: Buffer.from(body) };
    },
    answer: (secret) => ({ statusCode: 200, body: open(secret).answer }),
  };
}

/** Platforms of China whose story stands here; those of the others are in their folders. */
export const china: readonly Story[] = [
  {
    source: 'wechat-official-account',
    registers: urlCheck('wechat-demo'),
    event: { event: 'subscribe' },
    becomes: ['wechat=wx00d3m000d3m00001:oGuiyiSampleCustomer00000001'],
    state: joined(
      'WeChat followers',
      { event: 'unsubscribe', change: secondsOf },
      { event: 'subscribe', change: secondsOf },
    ),
    forged: { status: 403 },
    forgets: { event: 'user_authorization_cancellation' },
  },
  {
    source: 'wechat-mini-program',
    registers: urlCheck('miniprogram-demo'),
    event: { event: 'message.text' },
    becomes: ['wechat=wx00d3m000d3m00002:oGuiyiSampleShopper000000001'],
    state: NO_NAME,
    forged: { status: 403 },
    forgets: { event: 'user_authorization_cancellation' },
  },
  {
    source: 'wechat-store',
    registers: urlCheck('wechat-store-demo'),
    event: { event: 'channels_ec_order_pay' },
    becomes: ['wechat=wx00d3m000d3m00003:oGuiyiSampleBuyer00000000001'],
    state: NO_NAME,
    forged: { status: 403 },
    forgets: none('the store has no event of the kind'),
  },
  {
    source: 'wechat-pay',
    registers: none('WeChat Pay has no check of a notify_url'),
    event: { event: 'TRANSACTION.SUCCESS' },
    becomes: ['wechat=wx00d3m000d3m00001:oGuiyiSampleCustomer00000001'],
    state: NO_NAME,
    forged: { status: 403 },
    forgets: none('payments have no event of the kind'),
  },
  {
    source: 'wecom',
    registers: urlCheck('wecom-demo'),
    event: { event: 'change_external_contact.add_external_contact' },
    becomes: ['wecom-external-userid=wmGuiyiSampleCustomer00000000001'],
    state: NO_NAME,
    forged: { status: 403 },
    forgets: none('that a customer removes an employee asks nothing of the brand'),
  },
  {
    source: 'douyin',
    registers: {
      request: () => request('POST', {}, '{"event":"verify_webhook","content":{"challenge":12345}}'),
      answer: { statusCode: 200, body: '{"challenge":12345}' },
    },
    event: { event: 'life_member_join' },
    becomes: ['mobile=15931000071'],
    state: none('a member without an open id is known by a claimed phone alone'),
    forged: { status: 401 },
    forgets: none('to leave is not to ask to be forgotten'),
  },
  {
    source: 'pinduoduo',
    registers: none('its messages come over a connection of a program of the brand’s own'),
    event: { event: 'pdd_trade_TradeConfirmed' },
    becomes: none('its messages name no buyer'),
    state: none('its messages name no buyer'),
    forged: none('the policy of the inlet queue says who may send'),
    forgets: none('its messages name no buyer'),
  },
  {
    source: 'jd',
    registers: none('its orders are asked for by a program of the brand’s own'),
    event: { event: 'order' },
    becomes: [/^jd-open-id=3000000000000000\/10000001:/, /^jd-xid=3000000000000000\/10000001:/],
    state: NO_NAME,
    forged: none('the policy of the inlet queue says who may send'),
    forgets: none('orders say nothing of the kind'),
  },
  {
    source: 'xiaohongshu',
    registers: none('what Xiaohongshu asks is not documented'),
    event: { event: 'msg_fulfillment_status_change' },
    becomes: none('its messages name no buyer'),
    state: none('its messages name no buyer'),
    forged: { status: 403 },
    forgets: none('its messages name no buyer'),
  },
];
