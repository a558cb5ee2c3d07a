import * as z from 'zod/mini';
import { must } from '../../functions/shared/cdp/contract/field.ts';
import { bodyEndpoint, queryEndpoint } from '../endpoints/endpoint.ts';
import { success } from '../protocol/message.ts';
import { decline } from '../declined.ts';
import { undoMerge } from '../store/undo-merge.ts';

const sequence = z
  .number(must('a positive integer'))
  .check(z.refine((value) => Number.isSafeInteger(value) && value > 0, 'must be a positive integer'));

const undo = z.object({ sequence, dryRun: z.optional(z.boolean()) });

/**
 * `POST /sandbox/merges/undo {"sequence", "dryRun"?}`: as if the merge had never been; or what contradicts that, and no change. A dry
 * run changes nothing either way.
 */
export const undoOrder = bodyEndpoint(undo, ({ store, now }, order) =>
  store.transact(() => {
    const undone = undoMerge(store, order.sequence, order.dryRun === true ? 'dry-run' : now());
    if (!undone.ok) return undone;
    const { loser, survivor } = undone.merge;
    return success({ sequence: order.sequence, loser, survivor });
  }),
);

/**
 * `POST /sandbox/purge`: forgets the fields of deleted customers, in the merge ledger too, and empties the write-ahead log. Snapshots
 * keep what they have.
 */
export const purgeOrder = bodyEndpoint(z.object({}), ({ store }) => {
  const purged = store.transact(() => {
    store.merges.purge();
    return success({ customers: store.customers.purge() });
  });
  store.truncateLog();
  return purged;
});

/** What a snapshot holds beside the data. */
export interface LooseState {
  /** JSON text of switches and clock. */
  read(): string;
  /** From such a text, or as the sandbox was opened. */
  write(state: string | undefined): void;
}

/** `POST /sandbox/snapshot` */
export const snapshotOrder = (state: LooseState) =>
  bodyEndpoint(z.object({}), ({ store, now }) =>
    store.transact(() => success({ id: store.snapshots.take(now(), state.read()) })),
  );

/** `GET /sandbox/snapshots` */
export const snapshotsListing = queryEndpoint(z.object({}), ({ store }) =>
  success({
    snapshots: store.snapshots.all().map(({ id, takenAt }) => ({ id, takenAt: new Date(takenAt).toISOString() })),
  }),
);

/**
 * `POST /sandbox/reset {"snapshot"?}`: the data, switches and clock of a snapshot, or of a sandbox just opened. Faults are
 * forgotten; tokens and snapshots stay.
 */
export const resetOrder = (state: LooseState) =>
  bodyEndpoint(z.object({ snapshot: z.optional(sequence) }), ({ store }, { snapshot }) => {
    const kept = snapshot === undefined ? undefined : store.snapshots.stateOf(snapshot);
    if (snapshot !== undefined && kept === undefined)
      return decline('E_SNAPSHOT_UNKNOWN', 'snapshot is the id of no snapshot');
    store.transact(() => {
      store.reset(snapshot);
      return undefined;
    });
    state.write(kept);
    return success(null);
  });
