import type { Normalized } from '../../../identity/normalized.ts';
import type { Identity } from '../../../identity/identity.ts';
import { kindOf } from '../../../identity/kinds.ts';
import { normalise } from '../../../identity/normalise.ts';
import { describeDiscarded } from '../../../identity/describe-discarded.ts';
import type { DiscardedValue } from '../../../identity/discarded-value.ts';
import type { Json } from '../../../json/lossless.ts';
import { discard } from '../../../identity/discard.ts';
import type { Happened, MappedCandidate } from './mapping.ts';
import { pathReader } from './path.ts';

/** What became of a place, or of several of which one counts. */
export interface ChosenCandidate {
  readonly identity?: Identity;
  /** Whether its proof was given; undefined where the event does not say, or there is no identity. */
  readonly proved?: boolean | undefined;
  readonly discarded: readonly DiscardedValue[];
  /** Whatever stood at the places, whether it counts or not. */
  readonly observations: readonly CandidateObservation[];
}

export interface CandidateObservation {
  readonly kind: string;
  readonly value: Json | undefined;
  readonly normalized: Normalized;
}

/** Reads the places of one identity: the first that holds anything decides, and what the others hold may be another's. */
export function candidateChooser<Options>(
  candidates: readonly MappedCandidate<string, Options>[],
): (happened: Happened<Options>) => ChosenCandidate {
  const readers = candidates.map((candidate) => ({
    candidate,
    read: candidate.value ?? pathReader(candidate.path),
    countries: candidate.countries?.map((place) => (typeof place === 'function' ? place : pathReader(place))),
  }));
  return (happened) => {
    let first: { readonly candidate: MappedCandidate<string, Options>; readonly normalized: Normalized } | undefined;
    const observations: CandidateObservation[] = [];
    const discarded: DiscardedValue[] = [];
    for (const { candidate, read, countries } of readers) {
      const { kind, path } = candidate;
      const value = read(happened.body);
      const normalized = normalizedOf(
        kind,
        value,
        happened,
        countries?.flatMap((readCountry) => readCountry(happened.body)),
      );
      observations.push({ kind, value, normalized });
      if (isEmptyValue(normalized)) continue;
      if (!normalized.ok) discarded.push(...listOf(describeDiscarded(kind, path, normalized, value)));
      else if (first && !(first.normalized.ok && first.normalized.value === normalized.value))
        discarded.push(...discard(kind, path, normalized.value, 'receiver'));
      first ??= { candidate, normalized };
    }
    if (!first?.normalized.ok) return { discarded, observations };
    const proved = first.candidate.proof?.given(happened.body);
    const identity = identityOf(first.candidate, first.normalized.value, proved === true, happened);
    return { identity, proved, discarded, observations };
  };
}

function identityOf<Options>(
  { kind, path, grade: usual, basis, scope }: MappedCandidate<string, Options>,
  value: string,
  isProved: boolean,
  happened: Happened<Options>,
): Identity {
  const grade = isProved ? 'verified' : usual;
  const evidence = { grade, field: path, ...(grade === 'verified' && basis === 'record' ? { basis } : {}) };
  return { kind, scope: scope?.(happened) ?? '', value, evidence };
}

/** Nothing stands there. */
export function isEmptyValue(normalized: Normalized): boolean {
  return !normalized.ok && normalized.reason === 'empty';
}

/**
 * What a value is, as an identity of this kind. A foreign number keeps its plus; delivery decides how it is sent.
 * @param countries what the record says beside a phone
 */
export function normalizedOf(
  kind: string,
  value: Json | undefined,
  { context }: Pick<Happened<unknown>, 'context'>,
  countries?: readonly unknown[],
): Normalized {
  const id = isId(value) && kindOf(kind)?.contact !== true ? String(value) : value;
  return normalise(kind, id, { region: context.region, countries, foreignMobile: 'plus' });
}

/** Numeric ids are ids: the reader of JSON has kept those that a number cannot hold as text. */
function isId(value: Json | undefined): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0;
}

function listOf(value: DiscardedValue | undefined): readonly DiscardedValue[] {
  return value ? [value] : [];
}
