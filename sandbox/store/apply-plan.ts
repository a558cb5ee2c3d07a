import { fillBlanks, noFields, overwrite, type CustomerFields } from '../resolution/fields.ts';
import { countByType, type Identity } from '../resolution/identity.ts';
import type { Plan } from '../resolution/resolve.ts';
import { filledByMerge } from '../resolution/unmerge.ts';
import { readFields } from './customers.ts';
import type { UndoRecord } from './merge-ledger.ts';
import type { Store } from './store.ts';

export interface Occasion {
  /** ms since the epoch */
  readonly now: number;
  /** The id of a customer that the plan creates. */
  readonly newId: () => string;
  readonly requestId?: string | undefined;
}

/** Carries out a plan and returns the target's id. Call it inside the transaction in which the plan was made. */
export function applyPlan(store: Store, plan: Plan, occasion: Occasion): string {
  const target = plan.target.kind === 'created' ? occasion.newId() : plan.target.customerId;
  for (const identity of plan.links) store.identities.link(identity, target);
  if (plan.target.kind === 'created' && plan.merges.length === 0)
    store.customers.create(target, overwrite(noFields, plan.writes, plan.keepSource), plan.links);
  else if (plan.target.kind === 'created') {
    store.customers.create(target, noFields, []);
    update(store, target, plan, occasion);
  } else update(store, target, plan, occasion);
  if (plan.groupId !== undefined) store.groups.join(plan.groupId, target);
  return target;
}

/** Merges into an existing customer, gives it its links and writes its fields, when any of that changes it. */
function update(store: Store, target: string, plan: Plan, occasion: Occasion): void {
  const { customers, identityTypes } = store;
  const stored = customers.row(target);
  if (stored === undefined) throw new RangeError(`no live customer ${target}`);
  const written = (fields: CustomerFields) => overwrite(fields, plan.writes, plan.keepSource);

  let fields = readFields(stored.fields);
  const added = [...plan.links];
  const held = plan.merges.length > 0 ? identityTypes.readList(stored.identities) : [];
  for (const loser of plan.merges) {
    const loserFields = customers.fields(loser);
    const moved = store.identities.ofCustomer(loser);
    added.push(...moved);
    const filled = fillBlanks(fields, loserFields);
    merge(store, { loser, survivor: target, loserFields, moved }, occasion, {
      identityCounts: countByType([...held, ...added]),
      filled: filledByMerge(written(fields), written(filled)),
    });
    fields = filled;
  }

  const row = {
    fields: JSON.stringify(written(fields)),
    identities:
      added.length > 0
        ? identityTypes.writeList([...identityTypes.readList(stored.identities), ...added])
        : stored.identities,
  };
  if (row.fields !== stored.fields || row.identities !== stored.identities) customers.write(target, row);
}

interface Side {
  readonly loser: string;
  readonly survivor: string;
  readonly loserFields: CustomerFields;
  readonly moved: readonly Identity[];
}

/** Moves everything but the fields from the loser to the survivor, and notes what an undo needs. */
function merge(
  { identities, groups, customers, merges }: Store,
  { loser, survivor, loserFields, moved }: Side,
  { now, requestId }: Occasion,
  known: Pick<UndoRecord, 'identityCounts' | 'filled'>,
): void {
  const loserGroups = groups.ofCustomer(loser).map(({ id }) => id);
  const joinedGroups = loserGroups.filter((group) => !groups.isMember(group, survivor));
  const redirects = customers.mergedInto(loser);
  for (const identity of moved) identities.move(identity, survivor);
  if (loserGroups.length > 0) groups.moveAll(loser, survivor);
  customers.retireMerged(loser, survivor, now);
  const undo = { loserGroups, joinedGroups, redirects, ...known };
  merges.add({ loser, survivor, mergedAt: now, requestId, movedIdentities: moved, loserFields, undo });
}
