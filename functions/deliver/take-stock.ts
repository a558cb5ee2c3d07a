import type { CaseObservation } from '../shared/cases/case.ts';
import type { CustomerId } from '../shared/cdp/ids.ts';
import type { Upsert } from '../shared/change/customer-change.ts';
import type { LedgerItem } from '../shared/change/ledger-item.ts';
import { type KnownIdentity, knownIdentities, provedContacts } from '../shared/change/plan.ts';
import type { Envelope } from '../shared/envelope/envelope.ts';
import type { HeldBack, UpsertPorts } from './apply-upsert.ts';
import { dispute } from './guards.ts';
import { observe } from './observe.ts';
import { forgetTyped, type Typed } from './typed-links.ts';

/** An upsert whose calls are made. */
export interface Sent {
  readonly change: Upsert;
  readonly event: Envelope;
  readonly item: LedgerItem | undefined;
  readonly customer: CustomerId;
  /** The event has made the customer. */
  readonly isNew: boolean;
  /** What the first call had. */
  readonly send: readonly KnownIdentity[];
  /** What the second call had beside. */
  readonly linked: readonly KnownIdentity[];
  /** Proved contacts of other people, not sent. */
  readonly strangers: readonly KnownIdentity[];
  readonly typed: Typed;
}

export interface Stock {
  /** Of what was linked: what the customer has now. */
  readonly kept: readonly KnownIdentity[];
  readonly heldBack: readonly HeldBack[];
  readonly observations: readonly CaseObservation[];
}

type OwnerNow = (identity: KnownIdentity) => Promise<CustomerId | undefined>;

/** The CDP answers with an id and not with what it linked: asks, remembers, and says what a person should look at. */
export async function takeStock(sent: Sent, ask: OwnerNow, ports: UpsertPorts): Promise<Stock> {
  const { change, event, item, customer, isNew, send, linked, strangers, typed } = sent;
  const now = ports.clock();
  const ownerNow = once(ask);
  const owners = await Promise.all(linked.map(ownerNow));
  const kept = linked.filter((_identity, index) => owners[index] === customer);
  const left = linked.filter((_identity, index) => owners[index] === undefined);
  const owned = [...strangers, ...linked.filter((identity) => !kept.includes(identity) && !left.includes(identity))];

  const joined = await joinedBy(sent, ownerNow);
  await forgetTyped(joined, ports);

  const changed = provedContacts(send).filter(({ identity, ledgerKey }) => {
    const before = item?.contacts?.[identity.kind];
    return before !== undefined && before !== ledgerKey;
  });
  const unlinked = isNew ? [] : await notLinked(sent, ownerNow);
  const skipped = unlinked.filter((identity) => !changed.includes(identity));
  const released = knownIdentities(change.released ?? [], ports.cdp.config.cdp);
  const handedOn = changed.flatMap(({ identity }) => item?.contacts?.[identity.kind] ?? []);
  const disputed = [...strangers, ...released].map(({ ledgerKey }) => ledgerKey).concat(handedOn);
  await dispute(disputed, ports.cdp, { claims: ports.claims, now });
  return {
    kept,
    heldBack: [
      ...owned.map(({ identity }) => ({ identity, reason: 'owned-by-another' as const })),
      ...left.map(({ identity }) => ({ identity, reason: 'customer-has-another' as const })),
    ],
    observations: [
      // One case a connection: it happens with many a log-in after a first order.
      ...joined
        .filter((identity) => typed.byAnother.includes(identity))
        .map((known) => ({ ...observe('typed-contact-joined', known, event, now), key: 'every' })),
      ...owned.map((known) => observe('contact-owned-by-another', known, event, now)),
      ...left.map((known) => observe('contact-not-added', known, event, now)),
      ...skipped.map((known) => observe('merge-skipped', known, event, now)),
      ...changed.map((known) => observe('contact-changed', known, event, now)),
      ...released.map((known) => observe('contact-released', known, event, now)),
    ],
  };
}

/** What was only typed so far, and is now proved and the customer's. */
async function joinedBy({ typed, send, customer }: Sent, ownerNow: OwnerNow): Promise<readonly KnownIdentity[]> {
  const sure = typed.known.filter((identity) => send.includes(identity));
  const owners = await Promise.all(sure.map(ownerNow));
  return sure.filter((_identity, index) => owners[index] === customer);
}

/** What this event has proved anew and what is nevertheless another customer's, or nobody's, after the call. */
async function notLinked({ send, item, customer }: Sent, ownerNow: OwnerNow): Promise<readonly KnownIdentity[]> {
  const proved = send.filter(({ identity }) => identity.evidence.grade === 'verified');
  const news = proved.filter(({ ledgerKey }) => !item?.identities.includes(ledgerKey));
  if (proved.length < 2) return [];
  const owners = await Promise.all(news.map(ownerNow));
  return news.filter((_identity, index) => owners[index] !== customer);
}

/** No identity is asked after twice. */
function once(ask: OwnerNow): OwnerNow {
  const answers = new Map<KnownIdentity, ReturnType<OwnerNow>>();
  return (identity) => {
    const answer = answers.get(identity) ?? ask(identity);
    answers.set(identity, answer);
    return answer;
  };
}
