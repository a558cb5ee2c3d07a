import type { FieldUse, SourcePage } from './source-page.ts';

interface Looked {
  readonly type: string;
  readonly report?:
    | {
        readonly identities: readonly Found[];
        readonly withheld: readonly Found[];
        readonly refusals?: readonly Discarded[] | undefined;
      }
    | undefined;
}

interface Discarded {
  readonly kind: string;
  readonly field: string;
  readonly reason: string;
  readonly masked: string;
}

interface Found {
  readonly kind: string;
  readonly value: string;
  readonly evidence: { readonly grade: string; readonly field: string };
}

/**
 * What was made of each type, and of each field, in some events of one connection.
 * @param masked how a value is shown
 */
export function sourceFigures(
  events: readonly Looked[],
  masked: (kind: string, value: string) => string,
): Pick<SourcePage, 'looked' | 'types' | 'fields'> {
  const types = Map.groupBy(events, ({ type }) => type);
  return {
    looked: events.length,
    types: [...types].map(([type, ofType]) => ({
      type,
      count: ofType.length,
      withIdentity: ofType.filter(({ report }) => (report?.identities.length ?? 0) > 0).length,
    })),
    fields: fieldUses(events, masked),
  };
}

function fieldUses(events: readonly Looked[], masked: (kind: string, value: string) => string): FieldUse[] {
  const uses = new Map<string, FieldUse>();
  const useOf = (field: string, kind: string, example: string): FieldUse => {
    const plain = field.replaceAll(/\[\d+\]/g, '[]');
    return uses.get(`${plain} ${kind}`) ?? { field: plain, kind, taken: 0, withheld: 0, discarded: [], example };
  };
  const put = (use: FieldUse) => uses.set(`${use.field} ${use.kind}`, use);
  for (const { report } of events) {
    for (const { kind, value, evidence } of report?.identities ?? []) {
      const use = useOf(evidence.field, kind, masked(kind, value));
      put({ ...use, grade: evidence.grade, taken: use.taken + 1 });
    }
    for (const { kind, value, evidence } of report?.withheld ?? []) {
      const use = useOf(evidence.field, kind, masked(kind, value));
      put({ ...use, withheld: use.withheld + 1 });
    }
    for (const { kind, field, reason, masked: example } of report?.refusals ?? []) {
      const use = useOf(field, kind, example);
      const before = use.discarded.find((one) => one.reason === reason)?.count ?? 0;
      const others = use.discarded.filter((one) => one.reason !== reason);
      put({ ...use, discarded: [...others, { reason, count: before + 1 }] });
    }
  }
  return [...uses.values()].toSorted((one, other) => other.taken - one.taken);
}
