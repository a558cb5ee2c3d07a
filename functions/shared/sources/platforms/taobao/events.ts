import type { Trigger } from '../../../change/customer-change.ts';

/** The fields of `content` that hold an id of a customer. */
export type IdField = 'buyer_open_uid' | 'ouid' | 'omid' | 'user';

export interface TaobaoTopic {
  readonly ids: readonly IdField[];
  readonly trigger?: Trigger;
  /** The message is of what the person did; of others it tells what has become of an order, or of what Taobao keeps. */
  readonly isAct?: true;
  /** Why nobody is named, where no id of one is documented. */
  readonly because?: string;
}

const ofBuyer: TaobaoTopic = { ids: ['buyer_open_uid'] };

/** No message says when its order was placed. */
const acts = ['TradeCreate', 'TradeBuyerStepPay'].map((name) => `taobao_trade_${name}`);

const trades = [
  'TradeSuccess',
  'TradeClose',
  'TradeChanged',
  'TradeSellerShip',
  'TradePartlyRefund',
  'TradePartlyConfirmPay',
  'TradeMemoModified',
  'TradeLogisticsAddressChanged',
].map((name) => `taobao_trade_${name}`);

const refunds = [
  'RefundCreated',
  'RefundSuccess',
  'RefundClosed',
  'RefundSellerAgreeAgreement',
  'RefundSellerRefuseAgreement',
  'RefundBuyerReturnGoods',
  'RefundBuyerModifyAgreement',
].map((name) => `taobao_refund_${name}`);

export const topics: ReadonlyMap<string, TaobaoTopic> = new Map<string, TaobaoTopic>([
  ['taobao_trade_TradeBuyerPay', { ...ofBuyer, trigger: 'paid-order', isAct: true }],
  ...acts.map((topic) => [topic, { ...ofBuyer, isAct: true } as const] as const),
  ...[...trades, ...refunds].map((topic) => [topic, ofBuyer] as const),
  ['taobao_opencrm_MemberJoinPrivate', { ids: ['user'], trigger: 'member-bound', isAct: true }],
  ['taobao_opencrm_MemberGradeChange', { ids: ['ouid', 'omid'] }],
  ['tmall_mei_PointChange', { ids: ['ouid', 'omid'] }],
  ['taobao_opencrm_MemberJoin', { ids: [], because: 'it names the member by a nick' }],
  ['tmall_mei_CrmBind', { ids: [], because: 'it names the member by an encrypted phone and a mixed nick' }],
  ['tmall_mei_CrmMemberQuery', { ids: [], because: 'no id of a member is documented in it' }],
  ['tmall_mei_MemberRegister', { ids: [], because: 'no id of a member is documented in it' }],
]);

export function topicOf(type: string): TaobaoTopic | undefined {
  return topics.get(type);
}
