import type { EvidenceRule } from '../../evidence-rule.ts';

const PAYER = 'WeChat Pay names the payer and the app, inside the signed and encrypted notification';
const USER = 'WeChat Pay names the user and the app, inside the signed and encrypted notification';
const HOLDER = 'WeChat Pay names the holder of the card or coupon, inside the signed and encrypted notification';
const PHONE = 'given for the card or coupon; the notification does not say whether it was confirmed';

const openId = (field: string, why: string): EvidenceRule => ({ kind: 'wechat-openid', field, grade: 'verified', why });

export const wechatPayEvidence: readonly EvidenceRule[] = [
  openId('resource.payer.openid', PAYER),
  openId('resource.payer.sub_openid', PAYER),
  openId('resource.payer.sp_openid', PAYER),
  openId('resource.combine_payer_info.openid', PAYER),
  openId('resource.sub_orders[n].sub_openid', PAYER),
  openId('resource.sub_openid', USER),
  openId('resource.openid', `${USER}; of a card or coupon the holder, in the app of the options where none is named`),
  { kind: 'wechat-unionid', field: 'resource.unionid', grade: 'verified', why: HOLDER },
  { kind: 'mobile', field: 'resource.phone_number', grade: 'claimed', why: PHONE },
];
