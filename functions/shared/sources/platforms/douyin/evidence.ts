import type { EvidenceRule } from '../../evidence-rule.ts';

export const douyinEvidence: readonly EvidenceRule[] = [
  {
    kind: 'douyin-open-id',
    field: 'from_user_id',
    grade: 'verified',
    why: '`fromUserIsCustomer`: Douyin gives the id and signs it; one user within one app',
  },
  {
    kind: 'mobile',
    field: 'content.mobile',
    grade: 'claimed',
    why: 'the phone of the member’s Douyin account; the event does not say whether it was confirmed',
  },
];
