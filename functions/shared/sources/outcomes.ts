import type { Upsert } from '../change/customer-change.ts';
import type { Identity } from '../identity/identity.ts';
import { kindOf } from '../identity/kinds.ts';
import type { DiscardedValue, DiscardReason } from '../identity/discarded-value.ts';
import type { ReasonCode } from '../reasons/reasons.ts';
import { because, withDiscarded } from '../identity/discard.ts';
import type { Decoding, Identification, Ignored, Verification } from './source.ts';

type Rejected = Extract<Verification, { outcome: 'rejected' }>;

/** The request is not let in. */
export function rejectRequest(status: Rejected['status'], reason: ReasonCode, detail: string): Rejected {
  return { outcome: 'rejected', status, reason, detail };
}

/** Genuine, and not understood. */
export function undecodable(reason: ReasonCode, detail: string): Decoding {
  return { outcome: 'undecodable', reason, detail };
}

/** Understood, and nothing is said about a customer. */
export function ignored(reason: ReasonCode, detail: string, discarded: readonly DiscardedValue[] = []): Ignored {
  return { outcome: 'ignored', reason, detail, ...withDiscarded(discarded) };
}

/** What is known of the person, of whom nothing is written but their identities. */
export function identified(
  identities: readonly Identity[],
  discarded: readonly DiscardedValue[],
  more: Pick<Upsert, 'released' | 'mergedIds'> = {},
): Identification {
  return {
    outcome: 'changes',
    changes: [{ kind: 'upsert', identities, profile: {}, triggers: [], ...withDiscarded(discarded), ...more }],
  };
}

/** What stands there is no value of its kind, whoever it would be. */
const OF_FORM: ReadonlySet<DiscardReason> = new Set([
  'wrong-type',
  'malformed',
  'ambiguous',
  'unknown-member',
  'too-long',
]);

/**
 * An event that should name somebody, and of which no identity came. Where an id is there and cannot be used, for its form or for want
 * of an option, the event is kept until somebody has mended it; else it names nobody.
 * @param what the event, and what it lacks: `PAPAY.SIGN without a usable openid`
 * @param isMendable whatever is wrong, whoever sends it can mend it: the brand's own system, which leaves out who has no identity
 */
export function withoutIdentity(
  what: string,
  discarded: readonly DiscardedValue[],
  { isMendable = false }: { readonly isMendable?: boolean } = {},
): Ignored {
  const detail = `${what}${because(discarded)}`;
  const needs = new Set(discarded.flatMap((discarded) => discarded.needs ?? []));
  if (needs.size > 0)
    return ignored('identity-without-scope', `${detail}; it needs ${[...needs].join(', ')}`, discarded);
  // Phones and addresses are typed: nobody mends them.
  const isUnusable =
    isMendable || discarded.some(({ kind, reason }) => OF_FORM.has(reason) && kindOf(kind)?.contact !== true);
  return ignored(isUnusable ? 'identity-unusable' : 'event-without-customer', detail, discarded);
}
