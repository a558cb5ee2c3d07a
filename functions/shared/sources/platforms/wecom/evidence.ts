import type { EvidenceRule } from '../../evidence-rule.ts';

export const wecomEvidence: readonly EvidenceRule[] = [
  {
    kind: 'wecom-external-userid',
    field: 'ExternalUserID',
    grade: 'verified',
    why: 'WeCom gives the id, inside the encrypted and signed push',
  },
];
