import type { CustomerId } from '../shared/cdp/ids.ts';
import type { CandidateIdentity } from '../shared/change/candidate.ts';
import type { ProfileFields } from '../shared/change/customer-change.ts';
import type { KnownFields, PlannedCall, UpsertPlan } from '../shared/change/plan.ts';
import { isSamePair } from '../shared/change/relation.ts';
import type { Resolution } from '../shared/change/resolution.ts';
import type { EventContext } from './context.ts';
import type { Gathered } from './gather.ts';

/**
 * The calls that find or make the customer and link what is new to them.
 *
 * Two calls are always right: the first has only what says who it is, and gives the top of the list an owner, so that the second can do no
 * more than link what is nobody's. One is enough where `customerInfo` has shown in this try that the top of the list is the customer's:
 * whatever stands below it can then neither decide nor connect anything (without autoMerge). On memory alone it may have lost its owner,
 * and the list would be walked on to a stranger's phone. None is needed where the customer was shown with all identities and all fields:
 * to repeat a create changes nothing. Somebody new joins one group by `groupId` of the call that makes them: they are in no other, so that it
 * does not matter whether it would add or replace. If the customer was deleted or merged after the look, the answer has another id, the ids are
 * remembered anew from it, and what memory says of the former customer is trusted no more.
 */
export async function findAndLink(
  plan: UpsertPlan,
  {
    leading,
    secondary,
    handles,
    gathered,
    isAnother,
  }: {
    readonly leading: readonly CandidateIdentity[];
    readonly secondary: readonly CandidateIdentity[];
    readonly handles: Resolution['handles'];
    readonly gathered: Pick<Gathered, 'customers'>;
    /** Is whom a call has reached somebody else of whom the event has yet to be decided anew? Then nothing is linked to them. */
    readonly isAnother: (customer: CustomerId) => Promise<boolean>;
  },
  calls: CreatingCalls,
): Promise<Found> {
  const { target } = plan;
  if (target === undefined) return makeAndLink(plan, { secondary, isAnother }, calls);
  const shown = gathered.customers.get(target);
  const isShown = ({ pair }: CandidateIdentity) => shown?.held.some((one) => isSamePair(one, pair)) === true;
  const [top] = leading;
  const isSettled = top !== undefined && isShown(top) && handles.length === 0 && !plan.find.request.autoMerge;
  if (!isSettled || !leading.every(isShown)) {
    const first = await calls.create(plan.find, target);
    if (secondary.length === 0 || (await isAnother(first))) return { customer: first };
    // Another id than before: the customer was deleted, or made one with another, between the two calls.
    return { customer: await calls.create(plan.link(secondary), target) };
  }
  if (secondary.length > 0) return { customer: await calls.create(plan.link(secondary), target) };
  const isComplete = hasFields(shown?.fields ?? {}, fieldsToShow(plan));
  return { customer: isComplete ? target : await calls.create(plan.find, target) };
}

type CreatingCalls = Pick<EventContext['calls'], 'create' | 'createIn'>;

interface Found {
  readonly customer: CustomerId;
  /** The call that need not be made any more. */
  readonly joined?: PlannedCall;
}

async function makeAndLink(
  plan: UpsertPlan,
  {
    secondary,
    isAnother,
  }: {
    readonly secondary: readonly CandidateIdentity[];
    readonly isAnother: (customer: CustomerId) => Promise<boolean>;
  },
  calls: CreatingCalls,
): Promise<Found> {
  const joining = plan.after.find(({ call }) => call === 'customerAddGroups');
  const [group, ...others] = joining && 'groups' in joining ? joining.groups : [];
  const { customer: made, isIn } =
    group === undefined || others.length > 0
      ? { customer: await calls.create(plan.find, undefined), isIn: false }
      : await calls.createIn(plan.find, group);
  const isAlone = secondary.length === 0 || (await isAnother(made));
  const customer = isAlone ? made : await calls.create(plan.link(secondary), undefined);
  return { customer, ...(joining && isIn && customer === made && { joined: joining }) };
}

/** The fields that the CDP shows once they are written. Q18: of sources it may keep the first for ever, whatever it is sent. */
export function fieldsToShow({ fields, newFields }: Pick<UpsertPlan, 'fields' | 'newFields'>): ProfileFields {
  const { source: _source, ...others } = fields;
  return newFields.includes('source') ? fields : others;
}

/** Does a customer have all these values? Of a number that is not told, zero stands for unknown. */
export function hasFields(known: KnownFields, fields: ProfileFields): boolean {
  return Object.entries(fields).every(([field, value]) => {
    const has = Reflect.get(known, field) as unknown;
    return has === value || (value === 0 && has === undefined);
  });
}
