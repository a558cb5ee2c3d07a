import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Identity } from '../../functions/shared/identity/identity.ts';
import type { EvidenceRule } from '../../functions/shared/sources/evidence-rule.ts';
import type { receivers } from '../../functions/shared/sources/generated/receivers.ts';
import { fuzzing } from './fuzz.ts';
import { openSource } from './source.ts';

/** What a source may find in its messages, and what it may make of it. */
export interface Contents {
  readonly platform: keyof typeof receivers;
  readonly options: object;
  readonly evidence: readonly EvidenceRule[];
  /** Names that mean something to the source, and what stands there as a rule. */
  readonly fields: Readonly<Record<string, readonly unknown[]>>;
  /** A message out of fields that may be anything. */
  readonly message: (fields: Readonly<Record<string, unknown>>) => unknown;
  /** Nobody: each value that must never be an identity. */
  readonly strangers: readonly string[];
}

/**
 * Whatever a genuine message holds is read or refused: nothing makes the source stumble, and an identity stands where a rule
 * of evidence has one.
 */
export function testContents(contents: Contents, slice = 1000): void {
  const { platform, options, evidence, fields, message, strangers } = contents;
  const { numRuns, seed } = fuzzing(slice);
  test(`${platform}: whatever a genuine message holds, an identity stands where a rule has one, and is no stranger`, () => {
    const { receiver, say } = openSource(platform, options);
    let people = 0;
    const property = fc.property(anyFields(fields, strangers), (given) => {
      const body = Buffer.from(JSON.stringify(message(given)));
      const decoding = receiver.decode(body, { method: 'POST', headers: {}, rawQuery: '', body });
      if (decoding.outcome === 'undecodable') return;
      for (const event of decoding.events) {
        const outcome = say(event);
        const changes = outcome.outcome === 'changes' ? outcome.changes : [];
        for (const identity of changes.flatMap(({ identities }) => identities)) {
          people += 1;
          expect(strangers).not.toContain(identity.value);
          expect(
            evidence.some((rule) => fits(rule, identity)),
            JSON.stringify(identity),
          ).toBe(true);
        }
      }
    });
    fc.assert(property, { numRuns, seed });
    process.stdout.write(`${platform}, ${numRuns} messages of any content, ${people} identities, seed ${seed}\n`);
    if (evidence.length > 0) expect(people).toBeGreaterThan(numRuns / 100);
    else expect(people).toBe(0);
  });
}

function fits(rule: EvidenceRule, { kind, evidence: { field, grade, basis } }: Identity): boolean {
  const place = field.replaceAll(/\[\d+\]/g, '[n]');
  return (
    rule.kind === kind && rule.grade === grade && rule.field === place && (rule.basis ?? 'act') === (basis ?? 'act')
  );
}

/** Mostly as a rule, sometimes a stranger, and sometimes anything, JSON in a text included. */
export function anyFields(
  fields: Contents['fields'],
  strangers: readonly string[],
): fc.Arbitrary<Readonly<Record<string, unknown>>> {
  const values = [...Object.values(fields).flat(), ...strangers, true, 0, null];
  const names = [...Object.keys(fields), '__proto__', 'constructor'];
  const { any } = fc.letrec((tie) => ({
    any: fc.oneof(
      { maxDepth: 3 },
      fc.constantFrom(...values),
      fc.string(),
      fc.double(),
      fc.array(tie('any'), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom(...names), tie('any'), { maxKeys: 4 }),
      fc.dictionary(fc.constantFrom(...names), tie('any'), { maxKeys: 4 }).map((content) => JSON.stringify(content)),
    ),
  }));
  const ofRule = Object.entries(fields).map(
    ([name, usual]) =>
      [
        name,
        fc.oneof(
          { arbitrary: fc.constantFrom(...usual), weight: 6 },
          { arbitrary: fc.constantFrom(...strangers), weight: 1 },
          { arbitrary: any, weight: 1 },
        ),
      ] as const,
  );
  return fc.record<Record<string, unknown>, never>(Object.fromEntries(ofRule), { requiredKeys: [] });
}
