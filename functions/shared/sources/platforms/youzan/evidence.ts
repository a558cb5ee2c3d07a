import type { EvidenceRule } from '../../evidence-rule.ts';

const OWN_ID = 'Youzan gives the id and signs it';
const HELD = 'the shop holds it for the customer; no field says that it was confirmed';

export const youzanEvidence: readonly EvidenceRule[] = [
  { kind: 'youzan-open-id', field: 'msg.full_order_info.buyer_info.yz_open_id', grade: 'verified', why: OWN_ID },
  { kind: 'youzan-open-id', field: 'msg.yz_open_id', grade: 'verified', why: OWN_ID },
  {
    kind: 'mobile',
    field: 'msg.full_order_info.buyer_info.buyer_phone',
    grade: 'claimed',
    why: 'the phone of the buyer’s Youzan account; no field says that it was confirmed',
  },
  { kind: 'mobile', field: 'msg.mobile', grade: 'claimed', why: HELD },
  {
    kind: 'wechat-openid',
    field: 'msg.full_order_info.buyer_info.outer_user_id',
    grade: 'claimed',
    why: '`outerUserIdApp` names the app; Youzan itself does not',
  },
];
