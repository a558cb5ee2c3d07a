import type { IdentityPair } from '../shared/cdp/contract.ts';
import type { CustomerId } from '../shared/cdp/ids.ts';
import type { CandidateIdentity } from '../shared/change/candidate.ts';
import type { Erase } from '../shared/change/customer-change.ts';
import { isAllAfter } from '../shared/change/first-event.ts';
import { blockMsOf } from '../shared/change/screen.ts';
import { emptySubjectItem, type SubjectItem } from '../shared/change/subject-item.ts';
import { digest } from '../shared/envelope/digest.ts';
import { claimOf, emptyIdentityItem, firstSeen, isProved } from '../shared/identity/identity-item.ts';
import { hashesOfPair } from '../shared/identity/keyed-hash.ts';
import { primaryIdentities, inOrder, isContact } from '../shared/identity/order.ts';
import type { EventContext } from './context.ts';
import { customerHash } from './keep-event.ts';
import { identitiesWithoutCode, type Outcome } from './outcome.ts';
import { keepForOfficer } from './privacy-request.ts';
import { readCandidates } from './read-candidates.ts';
import { type EraseReceipt, readReceipt, writeReceipt } from './receipt.ts';

/** What an erase has led to: what is left of its subject, or how the event has ended. */
export type Erased = { readonly subject: SubjectItem } | { readonly ended: Outcome };

const HELD: Outcome = {
  outcome: 'waiting',
  reason: 'hold-conflict',
  detail: 'an event about the same person is being delivered',
  retryAfterSeconds: 2,
};

/**
 * Forgets the customers that the request's own verified identities lead to; contacts lead to somebody only where the request has
 * nothing better. First it is decided, then marks and the list of customers are written into one receipt, then exactly those are
 * deleted, each noted: a retry goes on with the rest and looks for nobody again. A request that is not carried out leaves no mark.
 * @throws CdpError, OutOfTime, LedgerConflict
 */
export async function applyErase(change: Erase, context: EventContext): Promise<Erased> {
  const { event, archive } = context;
  const before = await readReceipt(event, archive);
  if (before === 'former') return { subject: forgotten(context) };
  const decided = before ?? (await decide(change, context));
  if ('ended' in decided) return decided;
  await carryOut(decided, before !== undefined, context);
  await forgetJournal(decided, context);
  return { subject: forgotten(context) };
}

/** The ids of done events stay, they are what tells a repeated event; and when the person last came back. */
function forgotten({ subject: { done, returned } }: EventContext): SubjectItem {
  return { ...emptySubjectItem, done, ...(returned !== undefined && { returned }) };
}

async function decide(change: Erase, context: EventContext): Promise<EraseReceipt | { readonly ended: Outcome }> {
  const { config, session, compat, event, time, hashKey } = context;
  const { candidates } = readCandidates(change.identities, context);
  // Judged before the tenant's codes: a contact does not lead because the id beside it has no code.
  const leading = new Set(primaryIdentities(inOrder(change.identities, config.cdp)));
  const asked = candidates.filter(({ identity }) => leading.has(identity));
  if (asked.length === 0) return { ended: identitiesWithoutCode(change.identities) };
  const keys = asked.map(({ key }) => key);
  await session.load({ identities: keys });
  if (!(await compat.lease(asked)) || !(await session.identities.hold(keys))) return { ended: HELD };
  const found = await findCustomers(asked, context);
  await session.load({ customers: [...found.keys()] });
  const kept = [...found.keys()].filter((customer) => isOfLater(customer, asked, context));
  const customers = new Map([...found].filter(([customer]) => !kept.includes(customer)));
  const detail = otherChannels(change, asked, customers, context);
  if (detail !== undefined) {
    const reason = 'erase-touches-other-channels';
    const request = { type: 'erase-needs-decision', example: detail, reason, detail } as const;
    return { ended: await keepForOfficer(event, request, context) };
  }
  if (!(await session.customers.hold([...customers.keys()]))) return { ended: HELD };
  const pairs = [...customers.values()].flat();
  await compat.forget([...asked.map(({ pair }) => pair), ...pairs], time);
  const receipt: EraseReceipt = {
    connection: event.connection,
    request: { id: digest(event.id), type: event.type, time: event.time },
    since: event.time,
    marked: [...new Set([...keys, ...pairs.flatMap((pair) => hashesOfPair(pair, config.cdp, hashKey))])].toSorted(),
    ...returnedIn(asked, kept, context),
    ...(kept.length > 0 && { kept }),
    customers: [...customers.keys()],
    deleted: [],
    confirmed: false,
  };
  await writeReceipt(event, receipt, context.archive);
  return receipt;
}

/** The request has come late: by these ids the person has come back since, and they are not blocked again. */
function returnedIn(
  asked: readonly CandidateIdentity[],
  kept: readonly CustomerId[],
  { session, subject, time }: EventContext,
): Pick<EraseReceipt, 'returned'> {
  const keptSince = kept.map((customer) => session.customers.get(customer)?.first?.acted ?? -Infinity);
  const since = new Map(
    asked
      .filter(({ contact }) => !contact)
      .map(({ key }) => [
        key,
        Math.max(
          subject.returned ?? -Infinity,
          session.identities.get(key)?.marks?.returned ?? -Infinity,
          ...keptSince,
        ),
      ]),
  );
  const keys = [...since].flatMap(([key, at]) => (at > time ? [key] : []));
  return keys.length > 0 ? { returned: { keys, at: Math.max(...since.values()) } } : {};
}

async function findCustomers(
  asked: readonly CandidateIdentity[],
  { calls }: EventContext,
): Promise<ReadonlyMap<CustomerId, readonly IdentityPair[]>> {
  const customers = new Map<CustomerId, readonly IdentityPair[]>();
  for (const candidate of asked) {
    const customer = await calls.ownerOf(candidate);
    const info = customer === undefined ? undefined : await calls.infoOf(customer);
    if (customer !== undefined && info) customers.set(customer, info.identityList);
  }
  return customers;
}

/**
 * An erase that comes late has nothing to take of whoever is known only since: of the same person who has come back, or of the next owner
 * of their contact. What was known before it cannot be taken out of a customer: they go whole.
 */
function isOfLater(
  customer: CustomerId,
  asked: readonly CandidateIdentity[],
  { session, config, time }: EventContext,
): boolean {
  const byContact = asked.every(({ contact }) => contact);
  const blockMs = blockMsOf(config.privacy);
  const first = session.customers.get(customer)?.first;
  if (first && first.at > time) return isAllAfter(first, { time, byContact, blockMs });
  const since = asked.map(({ key }) => firstSeen(claimOf(session.identities.get(key) ?? emptyIdentityItem, customer)));
  return byContact && since.every((at) => at > time + blockMs);
}

/** Why a person must decide: what the channel that asks knows is not all that is known of the customer. */
function otherChannels(
  change: Erase,
  asked: readonly CandidateIdentity[],
  customers: ReadonlyMap<CustomerId, readonly IdentityPair[]>,
  { config, session }: EventContext,
): string | undefined {
  if (change.record && customers.size > 0 && asked.every(({ contact }) => contact)) {
    // A contact may have changed hands since a platform wrote it down: its owner is not forgotten for it.
    const isTyped = asked.every(({ key }) =>
      [...customers.keys()].every((customer) => {
        const claim = claimOf(session.identities.get(key) ?? emptyIdentityItem, customer);
        return claim?.typed !== undefined && !isProved(claim);
      }),
    );
    if (!isTyped) return 'somebody has proved the contact that the record has';
  }
  if (change.everywhere || config.privacy?.otherChannels === 'delete') return undefined;
  const foreign = [...customers.values()]
    .flat()
    .filter((pair) => !isOwn(pair, asked, change.channel ?? [], config.cdp));
  const types = [...new Set(foreign.map(({ identityType }) => identityType))].join(', ');
  return foreign.length > 0 ? `the customer also has identities of type ${types}` : undefined;
}

/** An identity that goes with the channel that asks: a mere contact, or of a kind and scope that are the channel's. */
function isOwn(
  pair: IdentityPair,
  asked: readonly CandidateIdentity[],
  channel: NonNullable<Erase['channel']>,
  cdp: EventContext['config']['cdp'],
): boolean {
  const own = [...channel, ...asked.map(({ identity }) => identity)];
  return Object.entries(cdp.identityTypes).some(([kind, { code, value }]) => {
    if (code !== pair.identityType) return false;
    if (isContact({ kind }, cdp)) return true;
    return own.some((id) => id.kind === kind && (value === 'bare' || pair.identityValue.startsWith(`${id.scope}:`)));
  });
}

/** Marks, deletes and notes; every step may be repeated. */
async function carryOut(receipt: EraseReceipt, isRetry: boolean, context: EventContext): Promise<void> {
  const { event, session, calls, archive, clock, config } = context;
  if (receipt.confirmed) return;
  const since = Date.parse(receipt.since);
  const isKept = (customer: string | undefined) => receipt.kept?.some((id) => id === customer) === true;
  await session.load({ identities: receipt.marked, customers: receipt.customers });
  for (const key of receipt.marked) {
    // Of what was known of the person nothing is left but that it must stay away, and what has left others.
    await session.identities.update(key, ({ owner, claims, released, marks }) => ({
      ...(isKept(owner) && { owner }),
      claims: claims.filter((claim) => isKept(claim.customer)),
      released,
      marks: {
        ...marks,
        ...(receipt.returned?.keys.includes(key)
          ? { returned: receipt.returned.at }
          : { erased: Math.max(since, marks?.erased ?? -Infinity) }),
        ...(config.privacy?.suppressOnErase && { suppressed: since }),
      },
    }));
  }
  let progress = receipt;
  for (const customer of receipt.customers.filter((id) => !receipt.deleted.includes(id))) {
    // An earlier try may have deleted the customer and lost the answer: it is not deleted again.
    if (!isRetry || (await calls.infoNow(customer))) await calls.remove(customer);
    await session.customers.remove(customer);
    progress = { ...progress, deleted: [...progress.deleted, customer] };
    await writeReceipt(event, progress, archive);
  }
  await writeReceipt(event, { ...progress, confirmed: true, erased: new Date(clock()).toISOString() }, archive);
}

/** Of the person's events nothing stays but what became of them; the messages of subjects that are theirs alone open no more. */
async function forgetJournal({ marked, customers }: EraseReceipt, context: EventContext): Promise<void> {
  const { journal, session, hashKey } = context;
  if (!journal) return;
  const who = [...marked, ...customers.map((customer) => customerHash(customer, hashKey))];
  const partitions = (await journal.store.forget(who)).filter((partition) => partition !== context.subjectKey);
  await session.load({ subjects: partitions });
  for (const partition of partitions) {
    await session.subjects.update(partition, ({ salt: _salt, paired: _paired, ...item }) => item);
  }
}
