import type { Identity } from '../identity/identity.ts';
import { discard } from '../identity/discard.ts';
import type { CustomerChange, Upsert } from './customer-change.ts';
import type { Identification, Ignored } from './identification.ts';

/**
 * Discards what an event says of a person by a text that was mended: an id with a character left out is perhaps somebody else's. An
 * event that says nothing else of them is for an operator.
 */
export function withUnmendedIdentities(
  identified: Identification | Ignored,
  isMended: (field: string) => boolean,
): Identification | Ignored {
  if (identified.outcome === 'ignored') return identified;
  const changes = identified.changes.map((change) => withoutMended(change, isMended));
  if (changes.every(({ identities }) => identities.length > 0)) return { outcome: 'changes', changes };
  const discarded = changes.flatMap((change) => (change.kind === 'upsert' ? (change.discarded ?? []) : []));
  const detail = 'all that says who the person is held characters that are none';
  return { outcome: 'ignored', reason: 'needs-an-operator', detail, discarded };
}

function withoutMended(change: CustomerChange, isMended: (field: string) => boolean): CustomerChange {
  const mended = change.identities.filter(({ evidence }) => isMended(evidence.field));
  if (mended.length === 0) return change;
  const identities = change.identities.filter((identity) => !mended.includes(identity));
  return change.kind === 'upsert' ? withoutValues({ ...change, identities }, mended) : { ...change, identities };
}

/** Some fields of the profile repeat an identity. */
function withoutValues(change: Upsert, mended: readonly Identity[]): Upsert {
  const values = new Set<unknown>(mended.map(({ value }) => value));
  const profile = Object.fromEntries(Object.entries(change.profile).filter(([, value]) => !values.has(value)));
  const discarded = mended.flatMap(({ kind, value, evidence }) => discard(kind, evidence.field, value, 'malformed'));
  return { ...change, profile, discarded: [...(change.discarded ?? []), ...discarded] };
}
