import type { Normalized } from '../../../identity/normalized.ts';
import type { Identity } from '../../../identity/identity.ts';
import { kindOf } from '../../../identity/kinds.ts';
import { normalise } from '../../../identity/normalise.ts';
import { describeDiscarded } from '../../../identity/describe-discarded.ts';
import type { DiscardedValue } from '../../../identity/discarded-value.ts';
import type { Json } from '../../../json/lossless.ts';
import { discard } from '../../../identity/discard.ts';
import type { Happened, Offer } from './mapping.ts';
import { pathReader } from './path.ts';

/** What became of a place, or of several of which one counts. */
export interface Judged {
  readonly identity?: Identity;
  /** Whether its proof was given; undefined where the event does not say, or there is no identity. */
  readonly proved?: boolean | undefined;
  readonly discarded: readonly DiscardedValue[];
  /** Whatever stood at the places, whether it counts or not. */
  readonly looks: readonly Look[];
}

export interface Look {
  readonly kind: string;
  readonly value: Json | undefined;
  readonly contact: Normalized;
}

/** Judges the places of one identity: the first that holds anything decides, and what the others hold may be another's. */
export function offersJudge<Options>(
  offers: readonly Offer<string, Options>[],
): (happened: Happened<Options>) => Judged {
  const places = offers.map((offer) => ({
    offer,
    read: offer.value ?? pathReader(offer.path),
    countries: offer.countries?.map((place) => (typeof place === 'function' ? place : pathReader(place))),
  }));
  return (happened) => {
    let first: { readonly offer: Offer<string, Options>; readonly contact: Normalized } | undefined;
    const looks: Look[] = [];
    const discarded: DiscardedValue[] = [];
    for (const { offer, read, countries } of places) {
      const { kind, path } = offer;
      const value = read(happened.body);
      const contact = contactOf(
        kind,
        value,
        happened,
        countries?.flatMap((readCountry) => readCountry(happened.body)),
      );
      looks.push({ kind, value, contact });
      if (isEmpty(contact)) continue;
      if (!contact.ok) discarded.push(...told(describeDiscarded(kind, path, contact, value)));
      else if (first && !(first.contact.ok && first.contact.value === contact.value))
        discarded.push(...discard(kind, path, contact.value, 'receiver'));
      first ??= { offer, contact };
    }
    if (!first?.contact.ok) return { discarded, looks };
    const { kind, path, proof, basis, scope } = first.offer;
    const proved = proof?.given(happened.body);
    const grade = proved === true ? 'verified' : first.offer.grade;
    const evidence = { grade, field: path, ...(grade === 'verified' && basis === 'record' ? { basis } : {}) };
    const identity = { kind, scope: scope?.(happened) ?? '', value: first.contact.value, evidence };
    return { identity, proved, discarded, looks };
  };
}

/** Nothing stands there. */
export function isEmpty(contact: Normalized): boolean {
  return !contact.ok && contact.reason === 'empty';
}

/**
 * What a value is, as an identity of this kind. A foreign number keeps its plus; delivery decides how it is sent.
 * @param countries what the record says beside a phone
 */
export function contactOf(
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

function told(refusal: DiscardedValue | undefined): readonly DiscardedValue[] {
  return refusal ? [refusal] : [];
}
