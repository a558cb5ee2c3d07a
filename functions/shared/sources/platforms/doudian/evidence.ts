import type { EvidenceRule } from '../../evidence-rule.ts';

/** No message of Doudian names a buyer. */
export const doudianEvidence: readonly EvidenceRule[] = [];
