import type { EvidenceRule } from '../../evidence-rule.ts';

export const wechatStoreEvidence: readonly EvidenceRule[] = [
  {
    kind: 'wechat-openid',
    field: 'FromUserName',
    grade: 'verified',
    why: 'WeChat gives the id, inside the encrypted and signed push',
  },
  {
    kind: 'mobile',
    field: 'user_info.phone_number',
    grade: 'claimed',
    why: '`memberEvents: true`: nothing says whether the number was confirmed',
  },
];
