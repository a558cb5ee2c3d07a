import type { EvidenceRule } from '../evidence-rule.ts';
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
export function pathsOf<Options>(rules: Rules<Options>): ReadonlyMap<string, readonly string[]> {
  return new Map(
    Object.entries(rules).map(([type, rule]) => [type, typeof rule === 'function' ? [] : pathsIn(rule)] as const),
  );
}

function pathsIn<Options>({ identities, strangers = [], profile = {} }: AnyMapping<Options>): readonly string[] {
  const { email: _email, ...fields } = profile;
  const read = Object.values(fields).filter((from) => typeof from === 'string');
  return [...new Set([...identities.flat().map(({ path }) => path), ...strangers.map(({ path }) => path), ...read])];
}

function mappingsIn<Options>(rules: Rules<Options>): readonly AnyMapping<Options>[] {
  return Object.values(rules).filter((rule) => typeof rule !== 'function');
}
