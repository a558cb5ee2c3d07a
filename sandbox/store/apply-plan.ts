import { fillBlanks, noFields, overwrite } from '../resolution/fields.ts';
import type { Plan } from '../resolution/resolve.ts';
import { readFields } from './customers.ts';
import type { Store } from './store.ts';

/**
 * Carries out a plan and returns the target's id. Call it inside the transaction in which the plan was made.
 * @param now ms since the epoch
 */
export function applyPlan(store: Store, plan: Plan, now: number): string {
  const created = plan.target.kind === 'created';
  const target = plan.target.kind === 'created' ? store.newId(now) : plan.target.customerId;
  for (const identity of plan.links) store.identities.link(identity, target);

  const storedJson = created ? undefined : store.customers.fieldsJson(target);
  let fields = storedJson === undefined ? noFields : readFields(storedJson);
  for (const loser of plan.merges) {
    const loserFields = store.customers.fields(loser);
    const movedIdentities = store.identities.ofCustomer(loser);
    store.identities.moveAll(loser, target);
    store.groups.moveAll(loser, target);
    store.customers.retireMerged(loser, target, now);
    store.merges.add({ loser, survivor: target, mergedAt: now, movedIdentities, loserFields });
    fields = fillBlanks(fields, loserFields);
  }
  fields = overwrite(fields, plan.writes);

  if (created) store.customers.create(target, fields);
  else {
    const json = JSON.stringify(fields);
    if (json !== storedJson) store.customers.writeFields(target, json);
  }
  if (plan.groupId !== undefined) store.groups.join(plan.groupId, target);
  return target;
}
