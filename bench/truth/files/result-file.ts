import * as z from 'zod/mini';
import type { ProductResult } from '../products/product.ts';

/** What a product has made of the events, as JSON lines; README.md shows each. */

const text = z.string();
const placement = z.strictObject({ history: text, event: text, customer: z.nullable(text) });
const customer = z.strictObject({
  history: text,
  customer: text,
  identities: z.array(z.strictObject({ kind: text, scope: text, value: text })),
  fields: z.exactOptional(z.strictObject({ name: z.exactOptional(text), city: z.exactOptional(text) })),
});
const question = z.strictObject({ history: text, case: text, events: z.array(text), identity: z.exactOptional(text) });
const deadLetter = z.strictObject({ history: text, deadLetter: text });
const line = z.union([placement, customer, question, deadLetter]);

export function resultLines(
  history: string,
  { placements, customers, cases, deadLetters }: ProductResult,
): readonly string[] {
  const records: readonly object[] = [
    ...[...placements].map(([event, id]) => ({ event, customer: id })),
    ...customers.map(({ id, identities, fields }) => ({ customer: id, identities, fields })),
    ...cases.map(({ type, ...rest }) => ({ case: type, ...rest })),
    ...Array.from({ length: deadLetters }, (_, index) => ({ deadLetter: String(index + 1) })),
  ];
  return records.map((record) => JSON.stringify({ history, ...record }));
}

/** By history. @throws Error where a line is none of a result */
export function readResults(texts: readonly string[]): ReadonlyMap<string, ProductResult> {
  const lines = texts.map((one, index) => {
    const parsed = line.safeParse(JSON.parse(one));
    if (!parsed.success)
      throw new Error(`line ${index + 1} is neither a placement, a customer, a case nor a dead letter`);
    return parsed.data;
  });
  return new Map(
    [...Map.groupBy(lines, ({ history }) => history)].map(([history, ofOne]) => [history, resultOf(ofOne)]),
  );
}

function resultOf(lines: readonly z.infer<typeof line>[]): ProductResult {
  return {
    placements: new Map(
      lines.flatMap((one) => ('event' in one && one.customer !== null ? [[one.event, one.customer] as const] : [])),
    ),
    customers: lines.flatMap((one) =>
      'identities' in one ? [{ id: one.customer, identities: one.identities, fields: one.fields ?? {} }] : [],
    ),
    cases: lines.flatMap((one) => {
      if (!('case' in one)) return [];
      const { case: type, history: _history, ...rest } = one;
      return [{ type, ...rest }];
    }),
    deadLetters: lines.filter((one) => 'deadLetter' in one).length,
  };
}
