import { type Claim, type Claimant, isSameClaimant, type IdentityItem, lastProof } from '../identity/identity-item.ts';
import { type CandidateIdentity, isVerified } from './candidate.ts';

const DAY_MS = 24 * 3_600_000;

/** Past these a value is taken for one that many share. */
export interface Limit {
  /** Values of the kind that a customer may have. */
  readonly perCustomer?: number;
  /** Customers that may have claimed one value within the window. */
  readonly customersPerValue?: number;
  readonly windowDays: number;
  /** `refuse`: the value is not used. `case`: it is used, and a person should look. */
  readonly beyond: 'refuse' | 'case';
}

export interface GuardsConfig {
  /** Values of one kind that a customer may have; default 5. */
  readonly valuesPerCustomer?: number;
  /** Customers that may have claimed one value within the window; default 5. */
  readonly customersPerValue?: number;
  /** Default 30. */
  readonly windowDays?: number;
  /** For one kind, ids included; what is left out is as above, and for ids without a limit. */
  readonly kinds?: Readonly<Record<string, Partial<Limit>>>;
}

/** The limit of a kind; undefined for an id without one. */
export function limitOf({ identity, contact }: CandidateIdentity, guards: GuardsConfig = {}): Limit | undefined {
  const own = guards.kinds?.[identity.kind];
  if (!contact && !own) return undefined;
  const { valuesPerCustomer = 5, customersPerValue = 5, windowDays = 30 } = guards;
  const general = contact ? { perCustomer: valuesPerCustomer, customersPerValue } : {};
  return { ...general, windowDays, beyond: 'refuse', ...own };
}

/**
 * Who claims a value: whoever the rest of the event names. Of a value that stands alone it is told by connection and subject, and
 * by the name: a guest's ten orders under one name are one person.
 */
export function claimantOf(
  candidate: CandidateIdentity,
  candidates: readonly CandidateIdentity[],
  alone: { readonly subject?: string; readonly name?: string },
): Claimant {
  const others = candidates.filter((other) => other !== candidate);
  const first = others.find((other) => isVerified(other) && !other.contact) ?? others.find(isVerified) ?? others[0];
  if (first) return { by: [first.key] };
  const names = [alone.subject, alone.name].filter((name) => name !== undefined);
  return { by: names.length > 0 ? names : ['alone'], alone: true };
}

/** Is the value shared by too many? What was proved counts against what was proved, what was typed against what was typed. */
export function isShared(
  candidate: CandidateIdentity,
  item: IdentityItem,
  claimant: Claimant,
  { customersPerValue, windowDays }: Limit,
  time: number,
): boolean {
  if (customersPerValue === undefined) return false;
  const lastOf = isVerified(candidate) ? lastProof : ({ typed }: Claim) => typed?.to ?? -Infinity;
  const others = item.claims.filter(
    (claim) => !isSameClaimant(claim, claimant) && lastOf(claim) > time - windowDays * DAY_MS,
  );
  return others.length + 1 > customersPerValue;
}
