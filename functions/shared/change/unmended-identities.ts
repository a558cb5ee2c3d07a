import type { Identity } from '../identity/identity.ts';
import { refused } from '../identity/discard.ts';
import type { CustomerChange, Upsert } from './customer-change.ts';
import type { Identification, Ignored } from './identification.ts';

/**
 * Discards what an event says of a person by a text that was mended: an id with a character left out is perhaps somebody else's. An
 * event that says nothing else of them is for an operator.
 */
export function withUnmendedIdentities(
  said: Identification | Ignored,
  isMended: (field: string) => boolean,
): Identification | Ignored {
  if (said.outcome === 'ignored') return said;
  const changes = said.changes.map((change) => withoutMended(change, isMended));
  if (changes.every(({ identities }) => identities.length > 0)) return { outcome: 'changes', changes };
  const refusals = changes.flatMap((change) => (change.kind === 'upsert' ? (change.refusals ?? []) : []));
  const detail = 'all that says who the person is held characters that are none';
  return { outcome: 'ignored', reason: 'needs-an-operator', detail, refusals };
}

function withoutMended(change: CustomerChange, isMended: (field: string) => boolean): CustomerChange {
  const discarded = change.identities.filter(({ evidence }) => isMended(evidence.field));
  if (discarded.length === 0) return change;
  const identities = change.identities.filter((identity) => !discarded.includes(identity));
  return change.kind === 'upsert' ? withoutValues({ ...change, identities }, discarded) : { ...change, identities };
}

/** Some fields of the profile repeat an identity. */
function withoutValues(change: Upsert, discarded: readonly Identity[]): Upsert {
  const values = new Set<unknown>(discarded.map(({ value }) => value));
  const profile = Object.fromEntries(Object.entries(change.profile).filter(([, value]) => !values.has(value)));
  const refusals = discarded.flatMap(({ kind, value, evidence }) => refused(kind, evidence.field, value, 'malformed'));
  return { ...change, profile, refusals: [...(change.refusals ?? []), ...refusals] };
}
