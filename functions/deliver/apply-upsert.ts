import type { CaseObservation } from '../shared/cases/case.ts';
import type { CustomerId } from '../shared/cdp/ids.ts';
import type { Upsert } from '../shared/change/customer-change.ts';
import { groupMoves } from '../shared/change/group-rules.ts';
import type { LedgerItem } from '../shared/change/ledger-item.ts';
import {
  type KnownIdentity,
  knownIdentities,
  planUpsert,
  provedContacts,
  sides,
  type UpsertPlan,
} from '../shared/change/plan.ts';
import type { Envelope } from '../shared/envelope/envelope.ts';
import type { Identity } from '../shared/identity/identity.ts';
import type { RefusalReason } from '../shared/identity/refusal.ts';
import { unsendableBecause } from '../shared/identity/to-pair.ts';
import type { Claims, Clock, Leases } from '../shared/ports/ports.ts';
import type { Cdp } from './cdp.ts';
import { guardContacts } from './guards.ts';
import { lookups } from './lookups.ts';
import { type CallRecord, create, makeCall } from './make-calls.ts';
import { observe } from './observe.ts';
import { suppress, type Suppressing, withdrawnContacts, withoutSuppressed } from './suppression.ts';

/** An identity that was to be sent and was held back. */
export interface HeldBack {
  readonly identity: Identity;
  /** `owned`: a typed contact that belongs to somebody else. */
  readonly reason: RefusalReason | 'owned';
}

export type Applied =
  | {
      readonly outcome: 'applied';
      readonly customer: CustomerId;
      readonly heldBack: readonly HeldBack[];
      readonly observations: readonly CaseObservation[];
      readonly written: UpsertPlan['written'];
    }
  | {
      readonly outcome: 'nothing-to-send';
      readonly heldBack: readonly HeldBack[];
      readonly observations: readonly CaseObservation[];
    }
  | { readonly outcome: 'no-known-identity' }
  | { readonly outcome: 'suppressed' }
  | { readonly outcome: 'leased' };

export interface UpsertPorts extends Suppressing {
  readonly cdp: Cdp;
  readonly claims: Claims;
  readonly leases: Leases;
  readonly clock: Clock;
}

/** Longer than the calls of one event can take: a worker that died gives its leases back by this. */
const LEASE_MS = 90_000;

/** Screens the identities of one upsert, asks, plans, and makes the calls. @throws CdpError */
export async function applyUpsert(
  change: Upsert,
  event: Envelope,
  item: LedgerItem | undefined,
  ports: UpsertPorts,
  calls: CallRecord[],
): Promise<Applied> {
  const { config } = ports.cdp;
  const known = knownIdentities(change.identities, config.cdp);
  const unsendable = change.identities.flatMap((identity): HeldBack[] => {
    const reason = unsendableBecause(identity, config.cdp);
    return reason === undefined ? [] : [{ identity, reason }];
  });
  if (known.length === 0 && unsendable.length === 0) return { outcome: 'no-known-identity' };
  if (known.length === 0) return { outcome: 'nothing-to-send', heldBack: unsendable, observations: [] };
  if (config.privacy?.onConsentWithdrawn === 'suppress-contact') {
    const withdrawn = withdrawnContacts(known, change.moments);
    if (withdrawn.length > 0)
      await suppress(
        withdrawn.map(({ pair }) => pair),
        Date.parse(event.time),
        ports,
      );
  }
  const happened = { time: Date.parse(event.time), moments: change.moments };
  const screened = await withoutSuppressed(known, happened, ports);
  if (screened.outcome === 'suppressed') return { outcome: 'suppressed' };

  const now = ports.clock();
  const guarded = await guardContacts(screened.allowed, item, event, ports.cdp, { claims: ports.claims, now });
  const heldBack: HeldBack[] = [
    ...unsendable,
    ...screened.refused.map(({ identity }) => ({ identity, reason: 'suppressed' as const })),
    ...guarded.refused.map(({ known: { identity }, reason }) => ({ identity, reason })),
  ];
  const { observations } = guarded;
  if (guarded.passed.length === 0) return { outcome: 'nothing-to-send', heldBack, observations };

  // While one event makes a customer known by an identity, no other may make a second one.
  const unseen = sides(guarded.passed).anchors.filter(({ ledgerKey }) => !item?.identities.includes(ledgerKey));
  const leased = unseen.map(({ ledgerKey }) => ledgerKey).toSorted();
  const holder = event.id;
  const free = leased.length === 0 || (await ports.leases.take(leased, holder, { now, until: now + LEASE_MS }));
  if (!free) return { outcome: 'leased' };
  try {
    return await send(
      withoutRefused(change, heldBack),
      guarded.passed,
      { event, item, heldBack, observations },
      ports,
      calls,
    );
  } finally {
    if (leased.length > 0) await ports.leases.release(leased, holder).catch(() => undefined);
  }
}

/** An address that is no identity of this person's any more does not stay behind as a field. */
function withoutRefused(change: Upsert, heldBack: readonly HeldBack[]): Upsert {
  const suppressed = heldBack.filter(({ reason }) => reason === 'suppressed').map(({ identity }) => identity.value);
  const { email, emailVerified: _emailVerified, ...profile } = change.profile;
  return email !== undefined && suppressed.includes(email) ? { ...change, profile } : change;
}

async function send(
  change: Upsert,
  passed: readonly KnownIdentity[],
  context: {
    readonly event: Envelope;
    readonly item: LedgerItem | undefined;
    readonly heldBack: readonly HeldBack[];
    readonly observations: readonly CaseObservation[];
  },
  { cdp, clock }: UpsertPorts,
  calls: CallRecord[],
): Promise<Applied> {
  const { event, item } = context;
  const { config } = cdp;
  const questions = lookups(cdp, calls);
  const strangers = await questions.strangersContacts(passed, item);
  const { anchors, beside } = sides(passed.filter((identity) => !strangers.includes(identity)));
  const merge = config.cdp.merge ?? 'verified';
  const [send, link] = merge === 'always' ? [[...anchors, ...beside], []] : [anchors, beside];
  const plan = planUpsert(change, send, {
    item,
    time: Date.parse(event.time),
    moves: groupMoves(config.groups ?? {}, event.connection, change.moments),
    merge,
    known: await questions.requiredFields(change.profile, anchors, item),
  });
  const customer = await create(plan.find, cdp, calls);
  // What was linked to this very customer before needs no second call; to another one it says nothing.
  const linked = link.filter(({ ledgerKey }) => customer !== item?.customer || !item.identities.includes(ledgerKey));
  if (linked.length > 0) await create(plan.link(linked), cdp, calls);
  for (const planned of plan.after) await makeCall(planned, customer, cdp, calls);

  const owners = await Promise.all(linked.map(questions.ownerNow));
  const owned = [...strangers, ...linked.filter((_identity, index) => owners[index] !== customer)];
  const kept = linked.filter((identity) => !owned.includes(identity)).map(({ ledgerKey }) => ledgerKey);
  const now = clock();
  const changed = provedContacts(send).filter(({ identity, ledgerKey }) => {
    const before = item?.contacts?.[identity.kind];
    return before !== undefined && before !== ledgerKey;
  });
  const isNew = (await questions.ownersBefore(send)).every((owner) => owner === undefined) && !item?.customer;
  const unlinked = isNew ? [] : await notLinked(send, item, customer, questions.ownerNow);
  const skipped = unlinked.filter((identity) => !changed.includes(identity));
  const released = knownIdentities(change.released ?? [], config.cdp);
  return {
    outcome: 'applied',
    customer,
    heldBack: [...context.heldBack, ...owned.map(({ identity }) => ({ identity, reason: 'owned' as const }))],
    observations: [
      ...context.observations,
      ...owned.map((known) => observe('contact-owned-by-another', known, event, now)),
      ...skipped.map((known) => observe('merge-skipped', known, event, now)),
      ...changed.map((known) => observe('contact-changed', known, event, now)),
      ...released.map((known) => observe('contact-released', known, event, now)),
    ],
    written: { ...plan.written, identities: [...plan.written.identities, ...kept] },
  };
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
