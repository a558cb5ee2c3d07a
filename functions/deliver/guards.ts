import type { CaseObservation } from '../shared/cases/case.ts';
import type { LedgerItem } from '../shared/change/ledger-item.ts';
import type { KnownIdentity } from '../shared/change/plan.ts';
import type { Envelope } from '../shared/envelope/envelope.ts';
import { isBlocked } from '../shared/identity/blocklist.ts';
import { anchors } from '../shared/identity/order.ts';
import type { RefusalReason } from '../shared/identity/refusal.ts';
import type { Claims } from '../shared/ports/ports.ts';
import type { Cdp } from './cdp.ts';
import { observe } from './observe.ts';

export interface Guarded {
  readonly passed: readonly KnownIdentity[];
  readonly refused: readonly { readonly known: KnownIdentity; readonly reason: RefusalReason }[];
  readonly observations: readonly CaseObservation[];
}

const DAY_MS = 24 * 3600_000;

/**
 * Contacts that too many people have claimed within the window (the shop's own phone, a reseller's), and those of somebody
 * who has too many already, are no identities; nor are those that the configuration names. Only what is new to the person is counted.
 */
export async function guardContacts(
  known: readonly KnownIdentity[],
  item: LedgerItem | undefined,
  event: Envelope,
  { config: { guards }, blocklist }: Pick<Cdp, 'config' | 'blocklist'>,
  { claims, now }: { readonly claims: Claims; readonly now: number },
): Promise<Guarded> {
  const { valuesPerCustomer = 5, customersPerValue = 5, windowDays = 30 } = guards ?? {};
  const passed: KnownIdentity[] = [];
  const refused: Guarded['refused'][number][] = [];
  const observations: CaseObservation[] = [];
  for (const candidate of known) {
    const { identity, ledgerKey, contact } = candidate;
    if (isBlocked(blocklist, identity.kind, identity.value)) {
      refused.push({ known: candidate, reason: 'blocklisted' });
      continue;
    }
    if (!contact || item?.identities.includes(ledgerKey)) {
      passed.push(candidate);
      continue;
    }
    const held = item?.identities.filter((key) => key.startsWith(`${identity.kind}:`)).length ?? 0;
    const claimant = claimantOf(candidate, known);
    const window = { now, ms: windowDays * DAY_MS, limit: customersPerValue };
    const claimed = await claims.note(ledgerKey, claimant, window);
    if (claimed > customersPerValue) {
      refused.push({ known: candidate, reason: 'shared' });
      observations.push(observe('shared-value', candidate, event, now));
    } else if (held >= valuesPerCustomer) {
      refused.push({ known: candidate, reason: 'crowded' });
      observations.push(observe('shared-value', candidate, event, now));
    } else {
      passed.push(candidate);
    }
  }
  return { passed, refused, observations };
}

/**
 * Who claims a contact: the person whom the rest of the event names. Alone it says nothing about a second person: a regular
 * guest's ten orders are one claim, whoever sends them.
 */
function claimantOf(candidate: KnownIdentity, known: readonly KnownIdentity[]): string {
  const others = known.filter((other) => other !== candidate);
  const [first] = anchors(others.map(({ identity }) => identity));
  return others.find(({ identity }) => identity === first)?.ledgerKey ?? 'alone';
}

/**
 * A contact of which two people have proved, or a platform has said, that it changed hands finds nobody any more within the
 * window: to the guard it is one that too many have claimed.
 */
export async function dispute(
  contacts: readonly string[],
  { config: { guards } }: Pick<Cdp, 'config'>,
  { claims, now }: { readonly claims: Claims; readonly now: number },
): Promise<void> {
  const { customersPerValue = 5, windowDays = 30 } = guards ?? {};
  const window = { now, ms: windowDays * DAY_MS, limit: customersPerValue };
  for (const contact of contacts) {
    for (let side = 0; side <= customersPerValue; side++) await claims.note(contact, `disputed ${side}`, window);
  }
}
