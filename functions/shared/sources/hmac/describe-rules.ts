import type { EvidenceRule } from '../evidence-rule.ts';
import type { ReadPath } from '../source.ts';
import type { AnyMapping, Rules } from './mapping.ts';

/** The reference page's table, from the mappings themselves: a place has one row for each grade that it may give. */
export function evidenceOf<Options>(rules: Rules<Options>): readonly EvidenceRule[] {
  const table = new Map<string, EvidenceRule>();
  const add = (rule: EvidenceRule) => {
    const key = JSON.stringify([rule.kind, rule.field, rule.grade]);
    const before = table.get(key)?.why.split('; ') ?? [];
    table.set(key, { ...rule, why: [...new Set([...before, rule.why])].join('; ') });
  };
  for (const { kind, path, grade, why, proof } of mappingsIn(rules).flatMap(({ identities }) => identities.flat())) {
    if (proof) add({ kind, field: path, grade: 'verified', why: proof.why });
    add({ kind, field: path, grade, why });
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
  strangers = [],
  profile = {},
  when = [],
}: AnyMapping<Options>): readonly ReadPath[] {
  const { email: _email, ...fields } = profile;
  const own = [...identities.flat(), ...when].map(({ path }) => path);
  const read = new Set([...own, ...Object.values(fields).filter((from) => typeof from === 'string')]);
  const others = new Set(strangers.map(({ path }) => path).filter((path) => !read.has(path)));
  return [
    ...[...read].map((path) => ({ path, mayBeAbsent: false })),
    ...[...others].map((path) => ({ path, mayBeAbsent: true })),
  ];
}

function mappingsIn<Options>(rules: Rules<Options>): readonly AnyMapping<Options>[] {
  return Object.values(rules).filter((rule) => typeof rule !== 'function');
}
