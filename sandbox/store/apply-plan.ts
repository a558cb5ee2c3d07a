import { fillBlanks, noFields, overwrite, type CustomerFields } from '../resolution/fields.ts';
import type { Plan } from '../resolution/resolve.ts';
import { filledByMerge, type FilledField } from '../resolution/unmerge.ts';
import { readFields } from './customers.ts';
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
  const created = plan.target.kind === 'created';
  const target = plan.target.kind === 'created' ? occasion.newId() : plan.target.customerId;
  for (const identity of plan.links) store.identities.link(identity, target);

  const storedJson = created ? undefined : store.customers.fieldsJson(target);
  let fields = storedJson === undefined ? noFields : readFields(storedJson);
  const written = (before: CustomerFields) => overwrite(before, plan.writes, plan.keepSource);
  for (const loser of plan.merges) {
    const loserFields = store.customers.fields(loser);
    const filled = fillBlanks(fields, loserFields);
    merge(store, loser, target, occasion, {
      loserFields,
      filled: filledByMerge(written(fields), written(filled)),
    });
    fields = filled;
  }
  fields = written(fields);

  if (created) store.customers.create(target, fields);
  else {
    const json = JSON.stringify(fields);
    if (json !== storedJson) store.customers.writeFields(target, json);
  }
  if (plan.groupId !== undefined) store.groups.join(plan.groupId, target);
  return target;
}

/** Moves everything but the fields from the loser to the survivor, and notes what an undo needs. */
function merge(
  { identities, groups, customers, merges }: Store,
  loser: string,
  survivor: string,
  { now, requestId }: Occasion,
  { loserFields, filled }: { loserFields: CustomerFields; filled: readonly FilledField[] },
): void {
  const movedIdentities = identities.ofCustomer(loser);
  const loserGroups = groups.ofCustomer(loser).map(({ id }) => id);
  const joinedGroups = loserGroups.filter((group) => !groups.isMember(group, survivor));
  const redirects = customers.mergedInto(loser);
  identities.moveAll(loser, survivor);
  if (loserGroups.length > 0) groups.moveAll(loser, survivor);
  customers.retireMerged(loser, survivor, now);
  const undo = { loserGroups, joinedGroups, redirects, identityCounts: identities.countByType(survivor), filled };
  merges.add({ loser, survivor, mergedAt: now, requestId, movedIdentities, loserFields, undo });
}
