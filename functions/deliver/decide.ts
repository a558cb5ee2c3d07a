import { type CustomerId, customerId } from '../shared/cdp/ids.ts';
import { decisionData, decisionSource, DECISION_TYPE } from '../shared/cases/decision.ts';
import type { CustomerItem } from '../shared/change/customer-item.ts';
import type { Envelope } from '../shared/envelope/envelope.ts';
import { isCaseType } from '../shared/cases/tally.ts';
import { withRelease } from '../shared/identity/identity-item.ts';
import { aliasesOf, follow } from './aliases.ts';
import type { EventContext } from './context.ts';
import type { Decide } from './decision-change.ts';
import { joinAsDecided } from './join-as-decided.ts';
import { HELD, impossible, type Outcome } from './outcome.ts';
import { forgetRequest } from './privacy-request.ts';
import { separate } from './separate.ts';

/** Is it what a person has decided about a case? Nobody else writes such an event: the inlet takes no source of this name. */
export function isDecision({ source, connection, type }: Envelope): boolean {
  return source === decisionSource(connection) && type === DECISION_TYPE;
}

/** Undefined where it cannot be read. */
export function decisionIn({ data }: Envelope): Decide | undefined {
  const parsed = decisionData.safeParse(data);
  if (!parsed.success) return undefined;
  const { case: about, decision, customers, identities = [], by, note } = parsed.data;
  const { type, connection, key } = about;
  const ids = customers.map((id) => customerId(id));
  if (!isCaseType(type) || !ids.every((id) => id !== undefined)) return undefined;
  return { about: { type, connection, key }, decision, customers: ids, identities, by, note };
}

/**
 * Carries a decision out, and then writes it down beside its case.
 * @returns how the event has ended where it is not carried out
 * @throws CdpError, LedgerConflict, PortError
 */
export async function applyDecision(change: Decide, context: EventContext): Promise<Outcome | undefined> {
  const { event, cases, trace, clock, archive } = context;
  const { about, decision, by, note } = change;
  const customers = await idsOfToday(change.customers, context);
  trace.customers.push(...customers);
  const ended = await carryOut(change, customers, context);
  if (ended) return ended;
  const decided = { decision, by, note, at: clock(), event: { source: event.source, id: event.id } };
  await cases.decide(about, decided);
  await forgetRequest(about, archive);
  return undefined;
}

async function carryOut(
  change: Decide,
  customers: readonly CustomerId[],
  context: EventContext,
): Promise<Outcome | undefined> {
  const { decision, about } = change;
  switch (decision) {
    case 'join':
      return ofTwo(customers, context, joinAsDecided, undefined);
    case 'never-one':
      return ofTwo(customers, context, keepApart, impossible('the two are one customer by now: undo the merge first'));
    case 'not-theirs':
      return releaseContact(about.key, customers, context);
    case 'separate':
      return separate(change, customers[0], context);
    case 'dismiss':
    case 'carry-out':
    case 'refuse':
      return undefined;
  }
}

/** @param ofOne how it ends where the two have become one meanwhile */
async function ofTwo(
  [one, other, ...more]: readonly CustomerId[],
  context: EventContext,
  act: (one: CustomerId, other: CustomerId, context: EventContext) => Promise<Outcome | undefined>,
  ofOne: Outcome | undefined,
): Promise<Outcome | undefined> {
  if (one === undefined || more.length > 0) return impossible('it takes two customers');
  return other === undefined ? ofOne : act(one, other, context);
}

async function releaseContact(
  key: string,
  [customer]: readonly CustomerId[],
  { session, time }: EventContext,
): Promise<Outcome | undefined> {
  if (customer === undefined) return impossible('it names no customer');
  await session.load({ identities: [key] });
  await session.identities.update(key, (item) => withRelease(item, { customer, at: time }));
  return undefined;
}

/** Each once, by the id that they have today. */
async function idsOfToday(customers: readonly CustomerId[], context: EventContext): Promise<readonly CustomerId[]> {
  const aliases = await aliasesOf(customers, context);
  return [...new Set(customers.flatMap((id) => customerId(follow(id, aliases)) ?? []))];
}

async function keepApart(one: CustomerId, other: CustomerId, { session }: EventContext): Promise<Outcome | undefined> {
  if (!(await session.customers.hold([one, other]))) return HELD;
  const apartFrom = (another: CustomerId) => (item: CustomerItem) => ({
    ...item,
    neverOne: [...new Set([...(item.neverOne ?? []), another])],
  });
  await session.customers.update(one, apartFrom(other));
  await session.customers.update(other, apartFrom(one));
  return undefined;
}
