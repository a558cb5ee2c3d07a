import { kindOf } from '../../identity/kinds.ts';
import type { Refusal } from '../../identity/refusal.ts';
import type { Json } from '../../json/lossless.ts';
import { refused } from '../refused.ts';
import { contactOf, isEmpty, type Seen } from './judge-offers.ts';
import type { Happened, Stranger } from './mapping.ts';
import { valuesAt } from './path.ts';

/**
 * What stands in an event and is somebody else's. A contact that was offered as the person's own is theirs wherever it
 * stands, and one that stands in several places is told once.
 */
export function refuseStrangers<Options>(
  strangers: readonly Stranger<string>[],
  happened: Happened<Options>,
  own: readonly Seen[],
): readonly Refusal[] {
  const told = new Set(own.filter(({ kind }) => kindOf(kind)?.contact === true).map(sameness));
  return strangers.flatMap(({ kind, path, reason }) =>
    valuesAt(happened.body, path).flatMap(([place, value]) => {
      const seen = { kind, value, contact: contactOf(kind, value, happened) };
      if (isEmpty(seen.contact) || value === 0 || told.has(sameness(seen))) return [];
      if (kindOf(kind)?.contact === true) told.add(sameness(seen));
      return refused(kind, place, seen.contact.ok ? seen.contact.value : textual(value), reason);
    }),
  );
}

function sameness({ kind, value, contact }: Seen): string {
  return `${kind} ${contact.ok ? contact.value : String(value)}`;
}

/** What is no text has no form that could be shown. */
function textual(value: Json): Json {
  return typeof value === 'object' ? '' : value;
}
