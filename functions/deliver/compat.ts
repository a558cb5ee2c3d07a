import type { IdentityPair } from '../shared/cdp/contract.ts';
import type { CustomerId } from '../shared/cdp/ids.ts';
import { type CandidateIdentity, isVerified } from '../shared/change/candidate.ts';
import type { Resolution } from '../shared/change/resolution.ts';
import type { GuiyiConfig } from '../shared/config/define-config.ts';
import { digest } from '../shared/envelope/digest.ts';
import type { Envelope } from '../shared/envelope/envelope.ts';
import type { Identity } from '../shared/identity/identity.ts';
import { identitiesOfPair, identityHash } from '../shared/identity/keyed-hash.ts';
import type { Clock, FormerItems, Leases, Ledger } from '../shared/ports/ports.ts';
import type { CdpCalls } from './calls.ts';
import { claimKey, formerKeyOf, markKey, markOf, typedKey } from './former-state.ts';
import type { LedgerSession } from './ledger-session.ts';

// All that is done for functions of a version before 0.2 which run beside these (`ledger.compat`). They take leases and not holds, and
// know of marks and of contacts that change hands only what stands under their own keys. To be deleted with the setting.

export interface CompatPorts {
  readonly items: FormerItems;
  readonly leases: Leases;
}

/** What one event does besides, for functions of a former version. Every method but `release` throws PortError. */
export interface Compat {
  /** Does a former version run? */
  readonly isActive: boolean;
  /** Takes the leases that they take for an event about these identities; false where another event has one. */
  lease(candidates: readonly CandidateIdentity[]): Promise<boolean>;
  /** Gives back the leases. Never throws: they lapse by themselves. */
  release(): Promise<void>;
  /** Whoever has these must be forgotten: what happened until `since` (Unix ms) does not bring them back. */
  forget(pairs: readonly IdentityPair[], since: number): Promise<void>;
  /** Contacts whose consent was withdrawn at `time` (Unix ms), and identities of people who have come back. */
  screened(
    screened: { readonly gone: readonly CandidateIdentity[]; readonly returned: readonly CandidateIdentity[] },
    time: number,
  ): Promise<void>;
  /**
   * Makes the calls that link what is sent; what was only typed is marked before. Undefined where one of them has meanwhile begun to erase
   * the person, and has not seen whom the calls have made: that customer is taken back. @throws CdpError, OutOfTime
   */
  link(linking: Linking, create: () => Promise<CustomerId>): Promise<CustomerId | undefined>;
  /** What an upsert has shown: contacts that their customer has proved, and contacts that have left somebody. */
  remember(shown: Shown): Promise<void>;
}

/** What is about to be linked, and what was asked before. */
export interface Linking {
  readonly resolution: Resolution;
  readonly owners: Owners;
  readonly customers: ReadonlyMap<CustomerId, unknown>;
  readonly sent: readonly CandidateIdentity[];
}

export interface Shown {
  readonly candidates: readonly CandidateIdentity[];
  /** Contacts that the event says are given up. */
  readonly released: readonly CandidateIdentity[];
  /** All contacts that have left somebody, by their keys. */
  readonly left: readonly { readonly key: string }[];
  readonly resolution: Resolution;
  readonly customer: CustomerId;
  /** What the customer had before. */
  readonly held: readonly IdentityPair[];
  readonly owners: Owners;
}

/** By the key of an identity: the customer who has it in the CDP. */
type Owners = ReadonlyMap<string, CustomerId | undefined>;

/** No function of a former version runs. */
export const noCompat: Compat = {
  isActive: false,
  lease: async () => true,
  release: async () => undefined,
  forget: async () => undefined,
  screened: async () => undefined,
  link: (_linking, create) => create(),
  remember: async () => undefined,
};

/** As long as a former function held its leases (ms). */
const LEASE_MS = 90_000;
const DAY_MS = 24 * 3_600_000;

interface CompatContext {
  readonly event: Envelope;
  readonly config: GuiyiConfig;
  readonly ledger: Ledger;
  readonly session: LedgerSession;
  readonly calls: CdpCalls;
  readonly clock: Clock;
  readonly hashKey: () => Promise<string>;
}

export function openCompat({ items, leases }: CompatPorts, context: CompatContext): Compat {
  const { event, config, session, calls, clock } = context;
  const holder = digest('lease', event.source, event.id);
  const leased = new Set<string>();
  const keysOf = async (pairs: readonly IdentityPair[], keyOf: typeof markKey) => {
    const hashKey = await context.hashKey();
    return pairs.map((pair) => keyOf(pair, hashKey));
  };
  const pairsOf = (candidates: readonly CandidateIdentity[]) => candidates.map(({ pair }) => pair);
  const forget: Compat['forget'] = async (pairs, since) => items.mark(await keysOf(pairs, markKey), since);

  return {
    isActive: true,
    async lease(candidates) {
      const keys = candidates.map(({ identity }) => formerKeyOf(identity)).toSorted();
      // Noted before they are taken: a store that fails may have taken some.
      keys.forEach((key) => leased.add(key));
      const now = clock();
      return leases.take(keys, holder, { now, until: now + LEASE_MS });
    },
    async release() {
      if (leased.size > 0) await leases.release([...leased], holder).catch(() => undefined);
    },
    forget,
    async screened({ gone, returned }, time) {
      await forget(pairsOf(gone), time);
      await items.lift(await keysOf(pairsOf(returned), markKey));
    },

    async link({ resolution, owners, customers, sent }, create) {
      const typed = sent.filter((each) => each.contact && !isVerified(each) && owners.get(each.key) === undefined);
      await items.mark(await keysOf(pairsOf(typed), typedKey), clock());
      const customer = await create();
      const { primary } = resolution.sorted;
      // A contact alone may be marked because its consent was withdrawn.
      const about = primary.length > 0 ? primary : resolution.leading;
      if (!(await isErasedSince(await keysOf(pairsOf(about), markKey), context))) return customer;
      const isNew = !customers.has(customer) && ![...owners.values()].includes(customer);
      if (isNew) await calls.remove(customer);
      await forget(pairsOf(sent.filter(isVerified)), clock());
      return undefined;
    },

    async remember(shown) {
      const { candidates, customer, owners } = shown;
      const own = candidates.filter((each) => each.contact && isVerified(each) && owners.get(each.key) === customer);
      const proved = await keysOf(pairsOf(own), typedKey);
      await items.lift(proved.filter((key) => session.former(key) !== undefined));

      const contested = contestedIn(shown, config, await context.hashKey());
      if (contested.length === 0) return;
      const { customersPerValue = 5, windowDays = 30 } = config.guards ?? {};
      const now = clock();
      // To a former function a contact that has changed hands is one that too many have claimed.
      const claimants = Array.from({ length: customersPerValue + 1 }, (_, side) => `disputed ${side}`);
      await items.dispute(contested.map(claimKey), { now, until: now + windowDays * DAY_MS, claimants });
    },
  };
}

/** Has a former function begun to erase somebody since the marks of the event were read? */
async function isErasedSince(
  markKeys: readonly string[],
  { ledger, session }: Pick<CompatContext, 'ledger' | 'session'>,
): Promise<boolean> {
  const records = await ledger.read(markKeys);
  return markKeys.some((key) => (markOf(records.get(key)) ?? -Infinity) > (markOf(session.former(key)) ?? -Infinity));
}

/** Contacts that have left somebody, or that two people say are theirs. */
function contestedIn(
  { candidates, released, left, resolution, held }: Shown,
  { cdp }: GuiyiConfig,
  hashKey: string,
): readonly Pick<Identity, 'kind' | 'scope' | 'value'>[] {
  const contested = resolution.apart.filter(({ because }) => because === 'contradiction');
  const keys = new Set([...left.map(({ key }) => key), ...contested.map(({ contact }) => contact.key)]);
  const known = [
    ...[...candidates, ...released].map(({ identity }) => identity),
    ...held.flatMap((pair) => identitiesOfPair(pair, cdp)),
  ];
  return keys.size === 0 ? [] : known.filter((identity) => keys.has(identityHash(identity, cdp, hashKey)));
}
