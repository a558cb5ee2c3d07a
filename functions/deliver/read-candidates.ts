import { type CandidateIdentity, candidatesOf } from '../shared/change/candidate.ts';
import { isBlocked } from '../shared/identity/blocklist.ts';
import type { Identity } from '../shared/identity/identity.ts';
import type { DiscardReason } from '../shared/identity/discarded-value.ts';
import { unsendableBecause } from '../shared/identity/to-pair.ts';
import { mixesScopes } from '../shared/sources/scope-mix.ts';
import type { EventContext } from './context.ts';

export interface ReadCandidates {
  readonly candidates: readonly CandidateIdentity[];
  /** What the tenant cannot be told, or must not. */
  readonly discarded: readonly { readonly identity: Identity; readonly reason: DiscardReason }[];
}

/** The identities of a change that this tenant can know, and why the others cannot be sent. */
export function readCandidates(
  identities: readonly Identity[],
  { config, cdp: { blocklist }, hashKey }: Pick<EventContext, 'config' | 'cdp' | 'hashKey'>,
): ReadCandidates {
  const mixed = identities.filter((identity) => mixesScopes(identity, config));
  const own = identities.filter((identity) => !mixed.includes(identity));
  const known = candidatesOf(own, config.cdp, hashKey);
  const isNobodys = ({ identity: { kind, value } }: CandidateIdentity) => isBlocked(blocklist, kind, value);
  return {
    candidates: known.filter((candidate) => !isNobodys(candidate)),
    discarded: [
      ...mixed.map((identity) => ({ identity, reason: 'ambiguous' as const })),
      ...own.flatMap((identity) => {
        const reason = unsendableBecause(identity, config.cdp);
        return reason === undefined ? [] : [{ identity, reason }];
      }),
      ...known.filter(isNobodys).map(({ identity }) => ({ identity, reason: 'blocklisted' as const })),
    ],
  };
}
