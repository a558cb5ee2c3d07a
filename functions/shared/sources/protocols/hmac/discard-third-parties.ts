import { kindOf } from '../../../identity/kinds.ts';
import type { DiscardedValue } from '../../../identity/discarded-value.ts';
import type { Json } from '../../../json/lossless.ts';
import { discard } from '../../../identity/discard.ts';
import { contactOf, isEmpty, type Judged } from './choose-candidate.ts';
import type { Happened, Stranger } from './mapping.ts';
import { pathReaderOfAll } from './path.ts';

/**
 * Tells what stands in an event and is somebody else's. A contact that was offered as the person's own is theirs wherever
 * it stands, and one that stands in several places is told once.
 */
export function strangersRefuser<Options>(
  strangers: readonly Stranger<string>[],
): (happened: Happened<Options>, judged: readonly Judged[]) => readonly DiscardedValue[] {
  const places = strangers.map(({ kind, path, reason }) => ({
    kind,
    reason,
    isContact: kindOf(kind)?.contact === true,
    read: pathReaderOfAll(path),
  }));
  return (happened, judged) => {
    const discarded: DiscardedValue[] = [];
    let known: Set<Json> | undefined;
    for (const { kind, reason, isContact, read } of places) {
      for (const { place, value } of read(happened.body)) {
        known ??= knownTexts(judged);
        if (value === null || value === 0 || (isContact && known.has(value))) continue;
        const contact = contactOf(kind, value, happened);
        if (isEmpty(contact) || (isContact && contact.ok && known.has(contact.value))) continue;
        if (isContact) known.add(value).add(contact.ok ? contact.value : value);
        discarded.push(...discard(kind, place, contact.ok ? contact.value : shown(value), reason));
      }
    }
    return discarded;
  };
}

/** What was offered, as it was written and as it is compared. */
function knownTexts(judged: readonly Judged[]): Set<Json> {
  const known = new Set<Json>();
  for (const { looks } of judged) {
    for (const { value, contact } of looks) {
      if (value !== undefined) known.add(value);
      if (contact.ok) known.add(contact.value);
    }
  }
  return known;
}

/** What is no text has no form that could be shown. */
function shown(value: Json): Json {
  return typeof value === 'object' ? '' : value;
}
