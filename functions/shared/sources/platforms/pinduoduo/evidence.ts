import type { EvidenceRule } from '../../evidence-rule.ts';

/** No message of Pinduoduo names a buyer. */
export const pinduoduoEvidence: readonly EvidenceRule[] = [];
