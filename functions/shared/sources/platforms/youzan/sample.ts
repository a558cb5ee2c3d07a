import { hash } from 'node:crypto';
import { hashOf } from '../../hash-signature.ts';
import { defineSampler, type SampleContext, type SamplePayload } from '../../source.ts';
import { writeBareIds } from '../../write-bare-ids.ts';
import { options, secret } from './receive.ts';

/** Of a connection that names no shop. */
const SAMPLE_SHOP = '10000000';
const BARE_IDS = new Set(['kdt_id', 'root_kdt_id']);
const PHONE = '15931000051';
/** 8 letters and digits, 18 digits. */
const OPEN_ID = 'GySample000000000000000001';

type Build = (context: SampleContext) => SamplePayload;

/** Youzan's name of an event; a sample that shows another form of it has a word behind a slash. */
const nameOf = (event: string) => event.replace(/\/.*/, '');

/** Builds messages with invented people, encodes `msg` in one of Youzan's two ways, and signs the body. */
export const youzanSample = defineSampler({
  platform: 'youzan',
  options,
  secret,
  events: {
    trade_TradeCreate: order,
    trade_TradePaid: order,
    trade_TradeSuccess: order,
    youzan_trade_RefundCreated: (context) => ({
      tid: orderOf(context),
      refund_id: `R${orderOf(context)}`,
      version: context.now,
      refunded_fee: '288.00',
      refund_type: 'REFUND_ONLY',
    }),
    trade_refund_RefundSuccess: (context) => ({ tid: orderOf(context), refund_id: `R${orderOf(context)}` }),
    SCRM_CUSTOMER_EVENT: record({}),
    'SCRM_CUSTOMER_EVENT/log-off': record({ is_member: false, is_log_off: true }),
    SCRM_CUSTOMER_CARD: member((context) => ({
      card_no: `30${String(context.sequence).padStart(10, '0')}`,
      card_alias: '2oGuiyiSampleCard',
      event_time: chinaTime(context),
    })),
    POINTS: member((context) => ({ amount: 10, total: 110, event_type: 'ADD', unique_id: `points-${context.now}` })),
    COUPON_CUSTOMER_PROMOTION: (context) => ({ mobile: PHONE, coupon_group_id: 1001, order_no: orderOf(context) }),
  },
  sign(event, payload, { clientId, clientSecret }, { kdtId }, { now, sequence }) {
    const type = nameOf(event);
    const message: SamplePayload = {
      client_id: clientId,
      kdt_id: kdtId ?? SAMPLE_SHOP,
      root_kdt_id: kdtId ?? SAMPLE_SHOP,
      id: payload['tid'] ?? payload['card_no'] ?? String(20_000_000 + sequence),
      type,
      status: statuses[event] ?? type,
      // Customer events count in milliseconds, the others in seconds.
      version: type === 'SCRM_CUSTOMER_EVENT' ? now : Math.floor(now / 1000),
      msg_id: inventUuid(event, String(now), String(sequence)),
      sendCount: 0,
      test: false,
      mode: 1,
      msg: encodings[encodingOf(type)](payload),
    };
    const body = writeBareIds(message, BARE_IDS);
    return {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'client-id': clientId,
        'event-type': type,
        'event-sign': hashOf('md5', clientId, body, clientSecret),
      },
      rawQuery: '',
      body,
    };
  },
});

const statuses: Readonly<Record<string, string>> = {
  trade_TradeCreate: 'WAIT_BUYER_PAY',
  trade_TradePaid: 'TRADE_PAID',
  trade_TradeSuccess: 'TRADE_SUCCESS',
  SCRM_CUSTOMER_EVENT: 'CUSTOMER_CREATED',
  'SCRM_CUSTOMER_EVENT/log-off': 'CUSTOMER_UPDATED',
  SCRM_CUSTOMER_CARD: 'CUSTOMER_CARD_GIVEN',
};

const encodings = {
  object: (payload: SamplePayload): SamplePayload | string => payload,
  trade: (payload: SamplePayload): SamplePayload | string =>
    encodeURIComponent(JSON.stringify(payload)).replaceAll('%3A', ':').replaceAll('%2C', ',').replaceAll('%5B', '['),
  form: (payload: SamplePayload): SamplePayload | string =>
    encodeURIComponent(JSON.stringify(payload)).replaceAll('%20', '+'),
} as const;

function encodingOf(type: string): keyof typeof encodings {
  if (type.startsWith('youzan_trade_')) return 'object';
  return type.startsWith('trade_') ? 'trade' : 'form';
}

function order(context: SampleContext): SamplePayload {
  return {
    tid: orderOf(context),
    full_order_info: {
      buyer_info: {
        yz_open_id: OPEN_ID,
        buyer_phone: PHONE,
        outer_user_id: 'oGuiyiSampleYouzan0000000001',
        fans_nickname: '晓岚 + 茶',
      },
      // Somebody else receives the parcel.
      address_info: { receiver_name: '代收 钱', receiver_tel: '15931000059', delivery_province: '浙江省' },
      order_info: {
        tid: orderOf(context),
        status: 'TRADE_PAID',
        created: chinaTime(context),
        pay_time: chinaTime(context),
      },
      pay_info: { payment: '288.00' },
    },
  };
}

function record(fields: SamplePayload): Build {
  return () => ({ mobile: PHONE, name: '林晓岚', is_member: true, is_log_off: false, ...fields });
}

function member(fields: Build): Build {
  return (context) => ({ mobile: PHONE, yz_open_id: OPEN_ID, ...fields(context) });
}

function orderOf({ now, sequence }: SampleContext): string {
  return `E${chinaTime({ now, sequence }).replace(/\D/g, '')}${String(sequence).padStart(10, '0')}`;
}

function chinaTime({ now }: SampleContext): string {
  return new Date(now + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
}

function inventUuid(...parts: readonly string[]): string {
  const digits = hash('sha256', parts.join(' '), 'hex');
  return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-4${digits.slice(13, 16)}-8${digits.slice(17, 20)}-${digits.slice(20, 32)}`;
}
