import type { Coverage } from '../../functions/shared/sources/define-source.ts';

interface Graded {
  readonly kind: string;
  readonly grade: string;
}

/** Each kind that the events themselves hold, with the best grade that the source has for it. */
export function bestGrades(evidence: Coverage['evidence']): readonly Graded[] {
  const kinds = [...new Set(evidence.map(({ kind }) => kind))];
  return kinds.map((kind) => ({
    kind,
    grade: evidence.some((rule) => rule.kind === kind && rule.grade === 'verified') ? 'verified' : 'claimed',
  }));
}

/** What only the answers of the platform's own API hold. */
export function newWithEnrichment(
  evidence: Coverage['evidence'],
  enrichment: Coverage['enrichment'],
): Coverage['enrichment'] {
  return enrichment.filter(({ kind, grade }) => !evidence.some((rule) => rule.kind === kind && rule.grade === grade));
}
