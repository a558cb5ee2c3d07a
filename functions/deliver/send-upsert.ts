import type { CaseObservation } from '../shared/cases/case.ts';
import type { CustomerId } from '../shared/cdp/ids.ts';
import type { Upsert } from '../shared/change/customer-change.ts';
import { groupMoves } from '../shared/change/group-rules.ts';
import type { LedgerItem } from '../shared/change/ledger-item.ts';
import { type KnownIdentity, knownIdentities, planUpsert, provedContacts, sides } from '../shared/change/plan.ts';
import type { Envelope } from '../shared/envelope/envelope.ts';
import type { Applied, HeldBack, UpsertPorts } from './apply-upsert.ts';
import { dispute } from './guards.ts';
import { lookups } from './lookups.ts';
import { type CallRecord, create, makeCall } from './make-calls.ts';
import { observe } from './observe.ts';
import { withoutSuppressed } from './suppression.ts';

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
  const { cdp, claims } = ports;
  const { config } = cdp;
  const questions = lookups(cdp, calls);
  const strangers = await questions.strangersContacts(passed, item);
  const { anchors, beside } = sides(passed.filter((identity) => !strangers.includes(identity)));
  const proved = isProved(anchors);
  const typedEmails = emailsIn(beside, change);
  const found = proved && typedEmails.length === 0 ? undefined : await existing(anchors, questions.ownersOf);
  const notTheirs = [...heldBack.map(({ identity }) => identity), ...strangers.map(({ identity }) => identity)];
  const emailOwners = await questions.ownersOf(typedEmails);
  const elsewhere = emailOwners.some((owner) => owner !== undefined && owner !== found);
  // What was only typed decides nothing, and says nothing about a customer who was there before.
  const adds = proved || found === undefined;
  const told = withoutEmailOf(adds ? change : { ...change, profile: {} }, [
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
  const customer = await create(plan.find, cdp, calls);
  const isNew = customer !== item?.customer && !(await questions.ownersBefore(anchors)).includes(customer);
  if (isNew && (await erasedMeanwhile(passed, ports))) {
    await cdp.client.singleDelete(customer);
    calls.push({ call: 'singleDelete', request: { customer }, answer: 'an erase came in between' });
    return { outcome: 'suppressed' };
  }
  // What was linked to this very customer before needs no second call; to another one it says nothing.
  const linked = link.filter(({ ledgerKey }) => customer !== item?.customer || !item.identities.includes(ledgerKey));
  if (linked.length > 0) await create(plan.link(linked), cdp, calls);
  const named = plan.name && customer !== item?.customer && !plan.after.includes(plan.name) ? [plan.name] : [];
  for (const planned of [...named, ...plan.after]) await makeCall(planned, customer, cdp, calls);

  const owners = await Promise.all(linked.map(questions.ownerNow));
  const owned = [
    ...strangers,
    ...linked.filter((_identity, index) => owners[index] !== undefined && owners[index] !== customer),
  ];
  const left = linked.filter((_identity, index) => owners[index] === undefined);
  const kept = linked.filter((_identity, index) => owners[index] === customer).map(({ ledgerKey }) => ledgerKey);
  const now = ports.clock();
  const changed = provedContacts(send).filter(({ identity, ledgerKey }) => {
    const before = item?.contacts?.[identity.kind];
    return before !== undefined && before !== ledgerKey;
  });
  const unlinked = isNew ? [] : await notLinked(send, item, customer, questions.ownerNow);
  const skipped = unlinked.filter((identity) => !changed.includes(identity));
  const released = knownIdentities(change.released ?? [], config.cdp);
  const handedOn = changed.flatMap(({ identity }) => item?.contacts?.[identity.kind] ?? []);
  await dispute([...strangers, ...released].map(({ ledgerKey }) => ledgerKey).concat(handedOn), cdp, { claims, now });
  return {
    outcome: 'applied',
    customer,
    heldBack: [
      ...heldBack,
      ...owned.map(({ identity }) => ({ identity, reason: 'owned-by-another' as const })),
      ...left.map(({ identity }) => ({ identity, reason: 'customer-has-another' as const })),
    ],
    observations: [
      ...observations,
      ...owned.map((known) => observe('contact-owned-by-another', known, event, now)),
      ...left.map((known) => observe('contact-not-added', known, event, now)),
      ...skipped.map((known) => observe('merge-skipped', known, event, now)),
      ...changed.map((known) => observe('contact-changed', known, event, now)),
      ...released.map((known) => observe('contact-released', known, event, now)),
    ],
    written: { ...plan.written, identities: [...plan.written.identities, ...kept] },
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

/** What this event has proved anew and what is nevertheless another customer's, or nobody's, after the call. */
async function notLinked(
  sent: readonly KnownIdentity[],
  item: LedgerItem | undefined,
  customer: CustomerId,
  ownerNow: (identity: KnownIdentity) => Promise<CustomerId | undefined>,
): Promise<readonly KnownIdentity[]> {
  const proved = sent.filter(({ identity }) => identity.evidence.grade === 'verified');
  const news = proved.filter(({ ledgerKey }) => !item?.identities.includes(ledgerKey));
  if (proved.length < 2) return [];
  const owners = await Promise.all(news.map(ownerNow));
  return news.filter((_identity, index) => owners[index] !== customer);
}
