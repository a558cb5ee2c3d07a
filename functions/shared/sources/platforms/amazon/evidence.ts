import type { EvidenceRule } from '../../evidence-rule.ts';

/** No notification of Amazon names a buyer. */
export const amazonEvidence: readonly EvidenceRule[] = [];
