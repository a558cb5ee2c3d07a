import type { EvidenceRule } from '../../evidence-rule.ts';

export const kuaishouEvidence: readonly EvidenceRule[] = [
  {
    kind: 'kuaishou-open-id',
    field: 'info.buyerOpenId',
    grade: 'verified',
    why: 'Kuaishou gives the id, inside a message that only the holder of the message key can write',
  },
];
