import type { EvidenceRule } from '../../evidence-rule.ts';
import type { ReadPath } from '../../source.ts';
import type { AnyMapping, Rules } from './mapping.ts';

/** The reference page's table, from the mappings themselves: a place has one row for each grade that it may give. */
export function evidenceOf<Options>(rules: Rules<Options>): readonly EvidenceRule[] {
  const table = new Map<string, EvidenceRule>();
  const add = (rule: EvidenceRule) => {
    const key = JSON.stringify([rule.kind, rule.field, rule.grade, rule.basis]);
    const before = table.get(key)?.why.split('; ') ?? [];
    table.set(key, { ...rule, why: [...new Set([...before, rule.why])].join('; ') });
  };
  for (const { kind, path, grade, why, proof, basis } of mappingsIn(rules).flatMap(candidatesOf)) {
    const restsOn = basis ? { basis } : {};
    if (proof) add({ kind, field: path, grade: 'verified', ...restsOn, why: proof.why });
    add({ kind, field: path, grade, ...(grade === 'verified' && restsOn), why });
  }
  return [...table.values()];
}

/** Type to every path that its mapping reads. */
export function pathsOf<Options>(rules: Rules<Options>): ReadonlyMap<string, readonly ReadPath[]> {
  return new Map(
    Object.entries(rules).map(([type, rule]) => [type, typeof rule === 'function' ? [] : pathsIn(rule)] as const),
  );
}

function pathsIn<Options>({
  identities,
  thirdPartyFields = [],
  profile = {},
  when = [],
  released = [],
  act,
}: AnyMapping<Options>): readonly ReadPath[] {
  const { email: _email, ...fields } = profile;
  // Of several times one is enough.
  const [time] = typeof act === 'object' ? [act.created ?? []].flat() : [];
  const created = typeof time === 'string' ? [time] : [];
  const own = [...[...identities.flat(), ...when].map(({ path }) => path), ...created];
  const read = new Set([...own, ...Object.values(fields).filter((from) => typeof from === 'string')]);
  const countries = identities
    .flat()
    .flatMap((candidate) => candidate.countries ?? [])
    .filter((from) => typeof from === 'string');
  const looked = [...[...thirdPartyFields, ...released].map(({ path }) => path), ...countries];
  const others = new Set(looked.filter((path) => !read.has(path)));
  return [
    ...[...read].map((path) => ({ path, mayBeAbsent: false })),
    ...[...others].map((path) => ({ path, mayBeAbsent: true })),
  ];
}

function candidatesOf<Options>({ identities, released = [] }: AnyMapping<Options>) {
  return [...identities.flat(), ...released];
}

function mappingsIn<Options>(rules: Rules<Options>): readonly AnyMapping<Options>[] {
  return Object.values(rules).filter((rule) => typeof rule !== 'function');
}
