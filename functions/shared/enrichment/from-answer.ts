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
  const said = onlyUpsert(answered);
  if (!known) return answered;
  if (!said) return identified;
  const isNew = ({ kind, scope, value }: (typeof said.identities)[number]) =>
    !known.identities.some((own) => own.kind === kind && own.scope === scope && own.value === value);
  return withFound(identified, {
    identities: said.identities.filter(isNew),
    profile: said.profile,
    discarded: said.discarded ?? [],
    ...(said.nameFrom && { nameFrom: said.nameFrom }),
    ...(said.act?.created !== undefined && { act: said.act }),
  });
}
