import type { EvidenceRule } from '../../evidence-rule.ts';

const IN_SHOP = 'Taobao gives the id; one buyer within one shop, the same in every app';

export const taobaoEvidence: readonly EvidenceRule[] = [
  {
    kind: 'taobao-omid',
    field: 'content.omid',
    grade: 'verified',
    why: 'Taobao gives the id; one buyer across the shops of one merchant entity',
  },
  { kind: 'taobao-ouid', field: 'content.ouid', grade: 'verified', why: IN_SHOP },
  {
    kind: 'taobao-ouid',
    field: 'content.user',
    grade: 'verified',
    why: `of \`MemberJoinPrivate\` alone: ${IN_SHOP}`,
  },
  {
    kind: 'taobao-open-uid',
    field: 'content.buyer_open_uid',
    grade: 'verified',
    why: 'Taobao gives the id; one buyer within one app key',
  },
];
