import type { CaseObservation, CaseType } from '../shared/cases/case.ts';
import { CdpError } from '../shared/cdp/cdp-error.ts';
import type { CustomerId } from '../shared/cdp/ids.ts';
import { type CandidateIdentity, isVerified } from '../shared/change/candidate.ts';
import { areOfTwo, untrusted } from '../shared/change/customer-item.ts';
import type { UpsertPlan } from '../shared/change/plan.ts';
import { isSamePair } from '../shared/change/relation.ts';
import type { Apart, Joined } from '../shared/change/resolution.ts';
import { isProved } from '../shared/identity/identity-item.ts';
import type { Called } from './call-upsert.ts';
import type { EventContext } from './context.ts';
import { observe, observeEvery } from './observe.ts';
import type { ResolvedUpsert } from './resolve-upsert.ts';
import type { WithheldBecause } from './trace.ts';

/** What the CDP has made of the calls. */
export interface Reconciled {
  readonly customer: CustomerId;
  /** Who has each identity of the event now. */
  readonly owners: ReadonlyMap<string, CustomerId | undefined>;
  /** Customers who have become part of the event's customer. */
  readonly merged: readonly CustomerId[];
  readonly plan: UpsertPlan;
  readonly withheld: readonly { readonly candidate: CandidateIdentity; readonly because: WithheldBecause }[];
  readonly observations: readonly CaseObservation[];
}

type ReconcileContext = Pick<EventContext, 'clock' | 'event'> & {
  readonly calls: Pick<EventContext['calls'], 'infoNow' | 'ownerOf'>;
  readonly session: Pick<EventContext['session'], 'load'> & {
    readonly customers: Pick<EventContext['session']['customers'], 'get'>;
  };
};

/** The CDP answers with an id and not with what it linked: looks where it matters, and says what a person should look at. @throws CdpError */
export async function reconcileUpsert(
  resolved: ResolvedUpsert,
  called: Called,
  context: ReconcileContext,
): Promise<Reconciled> {
  const { gathered, resolution } = resolved;
  const { customer, leading, linked } = called;
  const sent = [...leading, ...linked];
  const isNew = resolution.customers.length === 0 && resolution.handles.length === 0;
  const open = sent.filter(({ key }) => gathered.owners.get(key) !== customer);
  const people = resolution.customers;
  // A new customer has all that nobody had, unless two of them contradict each other.
  const needsLook =
    (open.length > 0 || people.length > 1) &&
    !(isNew && linked.length === 0 && new Set(sent.map(({ pair }) => pair.identityType)).size === sent.length);
  const held = needsLook ? await heldNow(customer, context) : sent.map(({ pair }) => pair);
  const isKept = ({ pair }: CandidateIdentity) => held.some((one) => isSamePair(one, pair));
  const owners = new Map(gathered.owners);
  // Which of them is kept, the CDP decides.
  const merged = people.filter(
    (id) =>
      id !== customer && gathered.customers.get(id)?.held.some((pair) => held.some((one) => isSamePair(one, pair))),
  );
  for (const candidate of sent) {
    if (isKept(candidate)) owners.set(candidate.key, customer);
  }
  const lostLeading = leading.filter((candidate) => !isKept(candidate));
  const notLinked = linked.filter((candidate) => !isKept(candidate));
  // Of these nobody was asked before, and the look has shown that the customer has not got them: another may have them.
  for (const candidate of notLinked.filter(({ key }) => gathered.unasked.has(key))) {
    owners.set(candidate.key, await context.calls.ownerOf(candidate));
  }
  const isOfAnother = ({ key }: CandidateIdentity) => gathered.unasked.has(key) && owners.get(key) !== undefined;
  const ofOthers = [...called.ofOthers, ...notLinked.filter(isOfAnother)];
  const lostLinked = notLinked.filter((candidate) => !isOfAnother(candidate));
  const now = context.clock();
  const say = (type: CaseType, candidate: CandidateIdentity) => observe(type, candidate, context.event, now);
  return {
    customer,
    owners,
    merged,
    plan: await planAsMade(called, merged, context),
    withheld: [
      ...ofOthers.map((candidate) => ({ candidate, because: 'owned-by-another' as const })),
      ...lostLinked.map((candidate) => ({ candidate, because: 'customer-has-another' as const })),
      ...resolution.apart.map(({ contact, because }) => ({ candidate: contact, because: withheldBecause(because) })),
    ],
    observations: [
      ...resolution.joined.map((join) => ofJoined(join, resolved, context)).filter((found) => found !== undefined),
      ...resolution.apart
        .filter(({ isDecided }) => !isDecided)
        .map(({ contact, because }) => say(caseOfApart(because), contact)),
      ...ofOthers.map((candidate) => say('contact-owned-by-another', candidate)),
      ...lostLinked.map((candidate) => say(isVerified(candidate) ? 'contact-changed' : 'contact-not-added', candidate)),
      ...lostLeading.map((candidate) =>
        say(isTakenBySuccessor(candidate, held) ? 'contact-changed' : 'merge-skipped', candidate),
      ),
    ],
  };
}

/** The plan by which the CDP has kept this customer, and made no more than these part of them. */
async function planAsMade(
  { plan, planFor, customer }: Called,
  merged: readonly CustomerId[],
  { session }: ReconcileContext,
): Promise<UpsertPlan> {
  const isKept = !merged.some((lost) => lost === plan.target);
  const isAsPlanned = isKept && merged.length === plan.merged.length;
  if (isAsPlanned && customer === plan.target) return plan;
  await session.load({ customers: [customer] });
  if (!isAsPlanned) return planFor([customer, ...merged]);
  // Whoever was there before is still known by all that was known of them.
  if (session.customers.get(customer)) {
    const theirs = planFor([customer]);
    return { ...theirs, item: untrusted(theirs.item) };
  }
  return plan.target === undefined ? plan : { ...plan, item: untrusted(plan.item) };
}

async function heldNow(customer: CustomerId, { calls }: ReconcileContext) {
  const info = await calls.infoNow(customer);
  if (!info) throw new CdpError('unavailable', { endpoint: 'customerInfo', message: 'the customer is gone again' });
  return info.identityList;
}

/** Could the CDP not take it because the customer keeps another of a kind of which a customer has one? */
function isTakenBySuccessor(
  { contact, unique, pair }: CandidateIdentity,
  held: readonly { identityType: string }[],
): boolean {
  return contact && unique && held.some(({ identityType }) => identityType === pair.identityType);
}

export function withheldBecause(because: Apart['because']): WithheldBecause {
  switch (because) {
    case 'contradiction':
    case 'conflict':
    case 'proved-by-another':
      return 'owned-by-another';
    case 'typed-only':
      return 'typed-by-another';
    case 'has-another':
      return 'customer-has-another';
    default:
      return because;
  }
}

export function caseOfApart(because: Apart['because']): CaseType {
  switch (because) {
    case 'contradiction':
    case 'proved-by-another':
      return 'contact-owned-by-another';
    case 'conflict':
      return 'merge-skipped';
    case 'typed-only':
      return 'typed-contact-withheld';
    case 'has-another':
      return 'ids-contradict';
    case 'released':
      return 'contact-released';
    case 'may-have-moved':
    case 'unknown-age':
      return 'contact-may-have-moved';
    case 'never-one':
      return 'never-one';
  }
}

/** Every joining by a contact can be looked at; those that happen with many a log-in are counted for the connection. */
function ofJoined(
  { contact, because, customer }: Joined,
  { gathered: { customers, items }, resolution, name }: ResolvedUpsert,
  { event, clock }: ReconcileContext,
): CaseObservation | undefined {
  const now = clock();
  const names = customers.get(customer)?.item?.names ?? [];
  if (areOfTwo(name, names)) {
    return observe('names-differ', contact, event, now);
  }
  const isTyped = items
    .get(contact.key)
    ?.claims.some((claim) => claim.customer === customer && claim.typed !== undefined && !isProved(claim));
  if (isTyped) return observe('typed-contact-joined', contact, event, now);
  if (because === 'unknown-age') return observeEvery('contact-age-unknown', contact.identity.kind, event, now);
  // Somebody who is known by the contact alone is found, and joined with nobody.
  if (resolution.sorted.primary.length === 0 || because === 'nothing-else') return undefined;
  return because === 'identity-agrees' || because === 'name-agrees'
    ? observe('contact-joined', contact, event, now)
    : observeEvery('contact-joined', contact.identity.kind, event, now);
}
