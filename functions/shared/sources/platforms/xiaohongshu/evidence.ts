import type { EvidenceRule } from '../../evidence-rule.ts';

/** No message of Xiaohongshu names a buyer. */
export const xiaohongshuEvidence: readonly EvidenceRule[] = [];
