import type { CaseObservation } from '../shared/cases/case.ts';
import type { CustomerId } from '../shared/cdp/ids.ts';
import type { Upsert } from '../shared/change/customer-change.ts';
import { groupMoves } from '../shared/change/group-rules.ts';
import type { LedgerItem } from '../shared/change/ledger-item.ts';
import { type KnownIdentity, planUpsert, sides } from '../shared/change/plan.ts';
import type { Envelope } from '../shared/envelope/envelope.ts';
import type { Applied, HeldBack, UpsertPorts } from './apply-upsert.ts';
import { deleteCustomer } from './delete-customer.ts';
import { lookups } from './lookups.ts';
import { type CallRecord, create, makeCall } from './make-calls.ts';
import { observe } from './observe.ts';
import { suppress, withoutSuppressed } from './suppression.ts';
import { takeStock } from './take-stock.ts';
import { areTyped, rememberTyped, typedSoFar } from './typed-links.ts';

export interface SendContext {
  readonly event: Envelope;
  readonly item: LedgerItem | undefined;
  readonly heldBack: readonly HeldBack[];
  readonly observations: readonly CaseObservation[];
}

/** Asks, plans, and makes the calls for the identities that have passed the screens. @throws CdpError */
export async function sendUpsert(
  change: Upsert,
  passed: readonly KnownIdentity[],
  { event, item, heldBack, observations }: SendContext,
  ports: UpsertPorts,
  calls: CallRecord[],
): Promise<Applied> {
  const { cdp } = ports;
  const { config } = cdp;
  const questions = lookups(cdp, calls);
  const strangers = await questions.strangersContacts(passed, item);
  const theirs = passed.filter((identity) => !strangers.includes(identity));
  const typed = await typedSoFar(theirs, questions.ownersOf, ports);
  const withheld = config.cdp.typedContacts === 'withhold' ? typed.byAnother : [];
  const { anchors, beside } = sides(theirs.filter((identity) => !withheld.includes(identity)));
  const now = ports.clock();
  const parted = withheld.map((known) => observe('typed-contact-withheld', known, event, now));
  const apart: HeldBack[] = [
    ...heldBack,
    ...withheld.map(({ identity }) => ({ identity, reason: 'typed-by-another' as const })),
  ];
  if (anchors.length === 0) {
    return { outcome: 'nothing-to-send', heldBack: apart, observations: [...observations, ...parted] };
  }
  const proved = isProved(anchors);
  const typedEmails = emailsIn(beside, change);
  const found = proved && typedEmails.length === 0 ? undefined : await existing(anchors, questions.ownersOf);
  const notTheirs = [
    ...heldBack.map(({ identity }) => identity),
    ...[...strangers, ...withheld].map(({ identity }) => identity),
  ];
  const emailOwners = await questions.ownersOf(typedEmails);
  const elsewhere = emailOwners.some((owner) => owner !== undefined && owner !== found);
  // What was only typed decides nothing, and says nothing about a customer who was there before.
  const adds = proved || found === undefined;
  const speaks = adds || (await isOwnRecord(change, found, anchors, item, ports));
  const told = withoutEmailOf(speaks ? change : { ...change, profile: {} }, [
    ...notTheirs,
    ...(elsewhere ? typedEmails.map(({ identity }) => identity) : []),
  ]);

  const policy = config.cdp.merge ?? 'verified';
  const merge = policy === 'verified' && (await questions.wouldJoinStrangers(anchors, item)) ? 'never' : policy;
  const [send, link] = merge === 'always' ? [[...anchors, ...beside], []] : [anchors, adds ? beside : []];
  const plan = planUpsert(told, send, {
    item,
    time: Date.parse(event.time),
    moves: groupMoves(config.groups ?? {}, event.connection, change.moments),
    merge,
    known: await questions.requiredFields(told.profile, anchors, item),
  });
  const before = await questions.ownersOf(anchors);
  await rememberTyped(send, questions.ownersOf, now, ports);
  const target = await create(plan.find, cdp, calls);
  // What was linked to this very customer before needs no second call; to another one it says nothing.
  const linked = link.filter(({ ledgerKey }) => target !== item?.customer || !item.identities.includes(ledgerKey));
  await rememberTyped(linked, questions.ownersOf, now, ports);
  // Another id than before: the customer was deleted, or made one with another, between the two calls.
  const customer = linked.length > 0 ? await create(plan.link(linked), cdp, calls) : target;
  const isNew = customer !== item?.customer && !before.includes(customer);
  const news = isNew || [...send, ...linked].some(({ ledgerKey }) => !item?.identities.includes(ledgerKey));
  if (news && (await erasedMeanwhile(passed, ports))) {
    // The erase did not see what this event has made, nor what it has linked since.
    if (isNew) await deleteCustomer(customer, 'an erase came in between', cdp, calls);
    const brought = send.filter(({ identity }) => identity.evidence.grade === 'verified');
    await suppress(
      brought.map(({ pair }) => pair),
      now,
      ports,
    );
    return { outcome: 'suppressed' };
  }
  const named = plan.name && customer !== item?.customer && !plan.after.includes(plan.name) ? [plan.name] : [];
  for (const planned of [...named, ...plan.after]) await makeCall(planned, customer, cdp, calls);

  const stock = await takeStock(
    { change, event, item, customer, isNew, send, linked, strangers, typed },
    questions.ownerNow,
    ports,
  );
  const kept = stock.kept.map(({ ledgerKey }) => ledgerKey);
  return {
    outcome: 'applied',
    customer,
    heldBack: [...apart, ...stock.heldBack],
    observations: [...observations, ...parted, ...stock.observations],
    written: {
      ...plan.written,
      identities: [...plan.written.identities, ...kept],
      ...(change.record && { record: { made: speaks } }),
    },
  };
}

function isProved(anchors: readonly KnownIdentity[]): boolean {
  return anchors.some(({ identity }) => identity.evidence.grade === 'verified');
}

/** The customer whom the anchors lead to, if there is one. */
async function existing(
  anchors: readonly KnownIdentity[],
  ownersOf: (identities: readonly KnownIdentity[]) => Promise<readonly (CustomerId | undefined)[]>,
): Promise<CustomerId | undefined> {
  return (await ownersOf(anchors)).find((owner) => owner !== undefined);
}

/** Is it a newer state of the record that has made the customer, of whom nobody has proved anything since? */
async function isOwnRecord(
  { record }: Upsert,
  found: CustomerId | undefined,
  anchors: readonly KnownIdentity[],
  item: LedgerItem | undefined,
  ports: UpsertPorts,
): Promise<boolean> {
  const hasMade = item?.record?.made === true && item.customer === found;
  return record === true && hasMade && (await areTyped(anchors, ports));
}

/** The typed address that the event would write as a field as well. */
function emailsIn(beside: readonly KnownIdentity[], { profile }: Upsert): readonly KnownIdentity[] {
  return beside.filter(({ identity }) => identity.kind === 'email' && identity.value === profile.email);
}

/** An address that is not this person's as an identity is not theirs as a field either. */
function withoutEmailOf(
  change: Upsert,
  notTheirs: readonly { readonly kind: string; readonly value: string }[],
): Upsert {
  const { email, emailVerified: _emailVerified, ...profile } = change.profile;
  const refused = notTheirs.some(({ kind, value }) => kind === 'email' && value === email);
  return refused ? { ...change, profile } : change;
}

/** An erase that was asked for while this event was on its way did not see the customer that the event has just made. */
async function erasedMeanwhile(passed: readonly KnownIdentity[], ports: UpsertPorts): Promise<boolean> {
  const allowed = await withoutSuppressed(passed, { time: -Infinity, moments: [] }, ports);
  return allowed.outcome === 'suppressed';
}
