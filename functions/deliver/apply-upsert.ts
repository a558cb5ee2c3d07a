import type { CaseObservation } from '../shared/cases/case.ts';
import type { CustomerId } from '../shared/cdp/ids.ts';
import type { Upsert } from '../shared/change/customer-change.ts';
import type { LedgerItem } from '../shared/change/ledger-item.ts';
import { knownIdentities, type UpsertPlan } from '../shared/change/plan.ts';
import { digest } from '../shared/envelope/digest.ts';
import type { Envelope } from '../shared/envelope/envelope.ts';
import type { Identity } from '../shared/identity/identity.ts';
import type { RefusalReason } from '../shared/identity/refusal.ts';
import { mixesScopes } from '../shared/sources/scope-mix.ts';
import { unsendableBecause } from '../shared/identity/to-pair.ts';
import type { Claims, Clock, Leases } from '../shared/ports/ports.ts';
import type { Cdp } from './cdp.ts';
import { guardContacts } from './guards.ts';
import type { CallRecord } from './make-calls.ts';
import { sendUpsert } from './send-upsert.ts';
import { sweepErased } from './sweep-erased.ts';
import type { TypedLinking } from './typed-links.ts';
import { suppress, type Suppressing, withdrawnContacts, withoutSuppressed } from './suppression.ts';

/** An identity that was to be sent and was held back. */
export interface HeldBack {
  readonly identity: Identity;
  readonly reason: RefusalReason | WithheldBecause;
}

/**
 * Why a contact was not linked: another customer has it; another has it, who only typed it; nobody has it, and this customer
 * keeps the one they have.
 */
export type WithheldBecause = 'owned-by-another' | 'typed-by-another' | 'customer-has-another';

const withheldReasons: ReadonlySet<string> = new Set<WithheldBecause>([
  'owned-by-another',
  'typed-by-another',
  'customer-has-another',
]);

export function isWithheld(reason: HeldBack['reason']): reason is WithheldBecause {
  return withheldReasons.has(reason);
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

export interface UpsertPorts extends Suppressing, TypedLinking {
  readonly cdp: Cdp;
  readonly claims: Claims;
  readonly leases: Leases;
  readonly clock: Clock;
}

export interface Attempt {
  readonly item: LedgerItem | undefined;
  /** The event was tried before. */
  readonly isRepeated: boolean;
}

/** Longer than the calls of one event can take: a worker that died gives its leases back by this. */
const LEASE_MS = 90_000;

/** Screens the identities of one upsert, asks, plans, and makes the calls. @throws CdpError */
export async function applyUpsert(
  change: Upsert,
  event: Envelope,
  { item, isRepeated }: Attempt,
  ports: UpsertPorts,
  calls: CallRecord[],
): Promise<Applied> {
  const { config } = ports.cdp;
  const mixed = change.identities.filter((identity) => mixesScopes(identity, config));
  const own = change.identities.filter((identity) => !mixed.includes(identity));
  const known = knownIdentities(own, config.cdp);
  const unsendable: HeldBack[] = [
    ...mixed.map((identity) => ({ identity, reason: 'ambiguous' as const })),
    ...own.flatMap((identity) => {
      const reason = unsendableBecause(identity, config.cdp);
      return reason === undefined ? [] : [{ identity, reason }];
    }),
  ];
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
  if (screened.outcome === 'suppressed') {
    if (isRepeated) await sweepErased(screened.refused, ports, calls);
    return { outcome: 'suppressed' };
  }

  const now = ports.clock();
  const guarded = await guardContacts(screened.allowed, item, event, ports.cdp, { claims: ports.claims, now });
  const heldBack: HeldBack[] = [
    ...unsendable,
    ...screened.refused.map(({ identity }) => ({ identity, reason: 'suppressed' as const })),
    ...guarded.refused.map(({ known: { identity }, reason }) => ({ identity, reason })),
  ];
  const { observations } = guarded;
  if (guarded.passed.length === 0) return { outcome: 'nothing-to-send', heldBack, observations };

  // While one event makes a customer known by an identity, no other may make a second one; nor may one prove a contact
  // between another's look at it and its linking of it on the word of whoever typed it.
  const unseen = guarded.passed.filter(({ ledgerKey }) => !item?.identities.includes(ledgerKey));
  const leased = unseen.map(({ ledgerKey }) => ledgerKey).toSorted();
  // Ids that other systems choose are their own only within their source.
  const holder = digest('lease', event.source, event.id);
  const free = leased.length === 0 || (await ports.leases.take(leased, holder, { now, until: now + LEASE_MS }));
  if (!free) return { outcome: 'leased' };
  try {
    return await sendUpsert(change, guarded.passed, { event, item, heldBack, observations }, ports, calls);
  } finally {
    if (leased.length > 0) await ports.leases.release(leased, holder).catch(() => undefined);
  }
}
