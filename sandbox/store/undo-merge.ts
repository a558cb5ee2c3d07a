import { decline, type Declined } from '../declined.ts';
import type { CustomerFields } from '../resolution/fields.ts';
import { countByType, identityName } from '../resolution/identity.ts';
import { withoutFilled } from '../resolution/unmerge.ts';
import type { RecordedMerge, UndoRecord } from './merge-ledger.ts';
import type { Store } from './store.ts';

type Undone = { readonly ok: true; readonly merge: RecordedMerge } | Declined;

/**
 * Takes a merge back: both customers are what they would be without it. Refused when what happened since cannot be
 * divided between the two. What was written since to a field that the merge left alone stays with the survivor, and so
 * do groups joined since. A dry run says only whether it could be. Call it inside a transaction.
 */
export function undoMerge(store: Store, sequence: number, now: number | 'dry-run'): Undone {
  const merge = store.merges.get(sequence);
  if (merge === undefined) return decline('E_MERGE_UNKNOWN', 'sequence is no merge of the ledger');
  if (merge.undoneAt !== undefined) return decline('E_MERGE_STANDS', `merge ${sequence} was undone already`);
  const first = whatComesFirst(store, merge);
  if (first !== undefined) return decline('E_MERGE_STANDS', first);
  const { undo, survivor } = merge;
  if (undo === undefined) {
    const why = 'its survivor was deleted, its data purged, or it was made by an older sandbox';
    return decline('E_MERGE_STANDS', `merge ${sequence} has nothing to undo it with: ${why}`);
  }

  const fields = withoutFilled(store.customers.fields(survivor), undo.filled);
  const contradictions = [
    ...linkedSince(store, survivor, undo),
    ...(fields.ok ? [] : fields.changed).map(
      (field) => `${encodeURI(field)} was filled by the merge and written since`,
    ),
    ...leftSince(store, survivor, undo).map((group) => `the survivor left group ${group} since`),
  ];
  if (contradictions.length > 0 || !fields.ok) return decline('E_MERGE_STANDS', contradictions.join('; '));

  if (now === 'dry-run') return { ok: true, merge };
  takeBack(store, merge, undo, fields.fields);
  store.merges.markUndone(sequence, now);
  return { ok: true, merge };
}

/** Why the merge cannot be undone at all, or not yet: the merges of a customer are undone from the last one on. */
function whatComesFirst({ customers, merges }: Store, { survivor, sequence }: RecordedMerge): string | undefined {
  if (customers.locate(survivor).kind !== 'live') {
    const later = merges.sequenceOfLoser(survivor);
    return later === undefined
      ? `the survivor ${survivor} was deleted since`
      : `the survivor ${survivor} was merged itself by merge ${later}: undo that first`;
  }
  const [newest] = merges.laterInto(survivor, sequence);
  return newest === undefined ? undefined : `merge ${newest} into the same survivor came later: undo it first`;
}

/** Whose an identity is that was linked to the merged customer, nobody can say. */
function linkedSince({ identities }: Store, survivor: string, { identityCounts }: UndoRecord): readonly string[] {
  return Object.entries(countByType(identities.ofCustomer(survivor)))
    .map(([type, count]) => ({ type, added: count - (identityCounts[type] ?? 0) }))
    .filter(({ added }) => added > 0)
    .map(({ type, added }) => `${added} of type ${encodeURIComponent(type)} were linked to the survivor since`);
}

/** A group that was deleted since is no contradiction: both would be out of it. Neither is a smart group's new result. */
function leftSince({ groups }: Store, survivor: string, { loserGroups }: UndoRecord): readonly string[] {
  return loserGroups.filter((group) => groups.get(group)?.smart === false && !groups.isMember(group, survivor));
}

function takeBack(
  { customers, identities, identityTypes, groups }: Store,
  { loser, survivor, loserFields, movedIdentities }: RecordedMerge,
  undo: UndoRecord,
  survivorFields: CustomerFields,
): void {
  const moved = new Set(movedIdentities.map(identityName));
  const kept = identities.ofCustomer(survivor).filter((identity) => !moved.has(identityName(identity)));
  customers.write(survivor, { fields: JSON.stringify(survivorFields), identities: identityTypes.writeList(kept) });
  customers.restoreMerged(loser, loserFields, movedIdentities, undo.redirects);
  for (const identity of movedIdentities) identities.move(identity, loser);
  for (const group of undo.loserGroups) if (groups.isMember(group, survivor)) groups.join(group, loser);
  for (const group of undo.joinedGroups) groups.leave(group, survivor);
}
