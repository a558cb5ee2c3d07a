import type { CustomerInfo } from '../shared/cdp/delivery-client.ts';
import type { CustomerId } from '../shared/cdp/ids.ts';
import type { CandidateIdentity } from '../shared/change/candidate.ts';
import type { CustomerItem } from '../shared/change/customer-item.ts';
import { planUpsert, type UpsertPlan } from '../shared/change/plan.ts';
import { isSamePair } from '../shared/change/relation.ts';
import { planRules } from './call-upsert.ts';
import type { EventContext } from './context.ts';
import { fieldsToShow, hasFields } from './find-and-link.ts';
import { isShownAsRemembered } from './moved-customers.ts';
import type { Settled } from './settled.ts';

const FRESH_MINUTES = 60;

/**
 * Delivers what is settled about a customer with the fewest calls, and remembers it.
 *
 * None where nothing is new: every field was last sent with this value, and every group within `cdp.groupDays`. That rests on memory.
 * It can be wrong when somebody else changes or deletes the customer in the CDP; then nothing is lost but the time until the next look:
 * `cdp.freshMinutes` after the last one at the latest, and at once where the event is worth it.
 *
 * One `customerInfo` is the look. It must show each identity that memory says is theirs, and none that memory says is not. Then all of
 * them have the owner that memory says, for an identity has one at most. And what else it shows of platform ids must be remembered with
 * them too, or somebody has joined two customers. Anything else, a customer who is gone included, is 'unsettled':
 * the event goes the long way, which asks for each identity and decides anew.
 *
 * A create follows only for fields that the look has not shown. The top of its list is the customer's, as the look of this try has shown,
 * so that it reaches no other; should it all the same, because they were deleted or merged in between, the answer has another id, and
 * the long way is taken, whose calls repeat what does no harm.
 * @throws CdpError, OutOfTime, LedgerConflict
 */
export async function deliverSettled(
  settled: Settled,
  context: EventContext,
): Promise<'delivered' | 'unsettled' | 'held'> {
  const { calls, clock } = context;
  const planned = planOf(settled, {}, context);
  if (isNothingNew(settled, planned, context)) {
    await remember(settled, planned.item, context);
    return 'delivered';
  }

  const info = await calls.shownOf(settled.customer);
  if (!info || !isAsRemembered(settled, info)) return 'unsettled';
  if (!(await isShownAsRemembered(settled.customer, info, context))) return 'unsettled';
  const plan = planOf(settled, info.fields, context);
  const outcome = await makeCalls(plan, settled.customer, info, context);
  if (outcome === 'delivered') await remember(settled, { ...plan.item, seen: clock() }, context);
  return outcome;
}

function isNothingNew(
  { item, isWorthALook }: Settled,
  { newFields, after }: UpsertPlan,
  { clock, config }: EventContext,
): boolean {
  const freshMs = (config.cdp.freshMinutes ?? FRESH_MINUTES) * 60_000;
  const isFresh = (item.seen ?? -Infinity) > clock() - freshMs;
  return newFields.length === 0 && after.length === 0 && isFresh && !isWorthALook;
}

function isAsRemembered({ theirs, notTheirs }: Settled, info: CustomerInfo): boolean {
  return theirs.every(isIn(info)) && !notTheirs.some(isIn(info));
}

/** The calls that are missing to what the CDP has shown of the customer. */
async function makeCalls(
  plan: UpsertPlan,
  customer: CustomerId,
  info: CustomerInfo,
  { session, calls }: EventContext,
): Promise<'delivered' | 'unsettled' | 'held'> {
  const isComplete = hasFields(info.fields, fieldsToShow(plan));
  if (isComplete && plan.after.length === 0) return 'delivered';
  if (session.customers.isHeldByAnother(customer) || !(await session.customers.hold([customer]))) return 'held';
  if (!isComplete && (await calls.create(plan.find, customer)) !== customer) return 'unsettled';
  for (const planned of plan.after) await calls.make(planned, customer);
  return 'delivered';
}

function isIn({ identityList }: CustomerInfo) {
  return ({ pair }: CandidateIdentity) => identityList.some((one) => isSamePair(one, pair));
}

function planOf(
  { customer, item, theirs, statements }: Settled,
  fields: CustomerInfo['fields'],
  context: EventContext,
): UpsertPlan {
  return planUpsert({
    leading: theirs,
    handles: [],
    customers: [{ id: customer, item, fields }],
    ownerOf: () => customer,
    contradictory: false,
    statements,
    // All of them are the customer's: there is nobody to connect.
    merge: 'never',
    ...planRules(context),
  });
}

async function remember({ customer, observed }: Settled, item: CustomerItem, { session }: EventContext): Promise<void> {
  await session.customers.put(customer, item);
  for (const [key, steps] of observed) {
    await session.identities.update(key, (known) => steps.reduce((one, step) => step(one), known));
  }
}
