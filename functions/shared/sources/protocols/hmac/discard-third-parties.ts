import { kindOf } from '../../../identity/kinds.ts';
import type { DiscardedValue } from '../../../identity/discarded-value.ts';
import type { Json } from '../../../json/lossless.ts';
import { discard } from '../../../identity/discard.ts';
import { normalizedOf, isEmptyValue, type ChosenCandidate } from './choose-candidate.ts';
import type { Happened, ThirdPartyField } from './mapping.ts';
import { pathReaderOfAll } from './path.ts';

/**
 * Tells what stands in an event and is somebody else's. A contact that was offered as the person's own is theirs wherever
 * it stands, and one that stands in several places is told once.
 */
export function thirdPartyDiscarder<Options>(
  thirdPartyFields: readonly ThirdPartyField<string>[],
): (happened: Happened<Options>, chosen: readonly ChosenCandidate[]) => readonly DiscardedValue[] {
  const places = thirdPartyFields.map(({ kind, path, reason }) => ({
    kind,
    reason,
    isContact: kindOf(kind)?.contact === true,
    read: pathReaderOfAll(path),
  }));
  return (happened, chosen) => {
    const discarded: DiscardedValue[] = [];
    let known: Set<Json> | undefined;
    for (const { kind, reason, isContact, read } of places) {
      for (const { place, value } of read(happened.body)) {
        known ??= knownTexts(chosen);
        if (value === null || value === 0 || (isContact && known.has(value))) continue;
        const normalized = normalizedOf(kind, value, happened);
        if (isEmptyValue(normalized) || (isContact && normalized.ok && known.has(normalized.value))) continue;
        if (isContact) known.add(value).add(normalized.ok ? normalized.value : value);
        discarded.push(...discard(kind, place, normalized.ok ? normalized.value : shown(value), reason));
      }
    }
    return discarded;
  };
}

/** What was offered, as it was written and as it is compared. */
function knownTexts(chosen: readonly ChosenCandidate[]): Set<Json> {
  const known = new Set<Json>();
  for (const { observations } of chosen) {
    for (const { value, normalized } of observations) {
      if (value !== undefined) known.add(value);
      if (normalized.ok) known.add(normalized.value);
    }
  }
  return known;
}

/** What is no text has no form that could be shown. */
function shown(value: Json): Json {
  return typeof value === 'object' ? '' : value;
}
