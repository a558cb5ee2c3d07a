import type { EvidenceRule } from '../../evidence-rule.ts';

const OWN_ID = 'WeChat gives the id, inside the encrypted and signed push';
const PLAINTEXT = '`plaintext: true`: the signature does not cover what the push says';

/** Ids that WeChat gives are as sure as the push that they come in. */
export function pushEvidence(ids: readonly Pick<EvidenceRule, 'kind' | 'field'>[]): readonly EvidenceRule[] {
  return [
    ...ids.map((id): EvidenceRule => ({ ...id, grade: 'verified', why: OWN_ID })),
    ...ids.map((id): EvidenceRule => ({ ...id, grade: 'claimed', why: PLAINTEXT })),
  ];
}
