import type { CustomerChange } from '../change/customer-change.ts';
import type { Identified } from './enricher.ts';
import { onlyUpsert, withFound } from './found.ts';

/** What an answer says of the person of an event; its fields get the name of the API before them: `v3/customers#email`. */
export function fromAnswer(api: string, identified: Identified): Identified {
  const named = <T extends { readonly field: string }>(place: T): T => ({ ...place, field: `${api}#${place.field}` });
  if (identified.outcome === 'ignored') {
    const { discarded } = identified;
    return discarded ? { ...identified, discarded: discarded.map(named) } : identified;
  }
  const changes = identified.changes.map((change): CustomerChange => {
    const identities = change.identities.map((identity) => ({ ...identity, evidence: named(identity.evidence) }));
    if (change.kind !== 'upsert') return { ...change, identities };
    return { ...change, identities, ...(change.discarded && { discarded: change.discarded.map(named) }) };
  });
  return { outcome: 'changes', changes };
}

/** The person of an event with what the answer adds. Of an event that names nobody, the person of the answer. */
export function withAnswer(identified: Identified, answered: Identified): Identified {
  const known = onlyUpsert(identified);
  const added = onlyUpsert(answered);
  if (!known) return answered;
  if (!added) return identified;
  const isNew = ({ kind, scope, value }: (typeof added.identities)[number]) =>
    !known.identities.some((own) => own.kind === kind && own.scope === scope && own.value === value);
  return withFound(identified, {
    identities: added.identities.filter(isNew),
    profile: added.profile,
    discarded: added.discarded ?? [],
    ...(added.nameFrom && { nameFrom: added.nameFrom }),
    ...(added.act?.created !== undefined && { act: added.act }),
  });
}
