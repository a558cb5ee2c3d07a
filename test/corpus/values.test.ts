import { describe, expect, test } from 'vitest';
import { kinds } from '../../functions/shared/identity/kinds.ts';
import { normalise } from '../../functions/shared/identity/normalise.ts';
import type { Trap } from './values-trap.ts';
import { corpus } from './values.ts';

const outcome = ({ kind, value, region, countries, foreignMobile, said }: Trap) =>
  normalise(kind, value, { region, countries, foreignMobile }, said);
const title = ({ kind, value, region, countries }: Trap) =>
  `${kind}${region ? ` in ${region}` : ''}${countries ? ` beside ${JSON.stringify(countries)}` : ''} ${typeof value === 'bigint' ? value : JSON.stringify(value)}`;

const byRule = Map.groupBy(corpus, ({ rule }) => rule);

describe.each([...byRule].map(([rule, traps]) => ({ rule, traps })))('$rule', ({ traps }) => {
  test.each(traps.map((trap) => [title(trap), trap] as const))('%s', (_title, trap) => {
    const { expected } = trap;
    expect(outcome(trap)).toEqual(
      'normal' in expected ? { ok: true, value: expected.normal } : { ok: false, reason: expected.refused },
    );
  });
});

describe('the corpus as a whole', () => {
  test('has at least 400 values, none of them twice', () => {
    expect(corpus.length).toBeGreaterThanOrEqual(400);
    const names = corpus.map((trap) => `${title(trap)} ${typeof trap.value} ${trap.said ?? ''} ${String(trap.value)}`);
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  });

  test('yields 0 wrong identities: nothing that must be refused passes, and nothing becomes another value', () => {
    const wrong = corpus.filter((trap) => {
      const contact = outcome(trap);
      return contact.ok && !('normal' in trap.expected && trap.expected.normal === contact.value);
    });
    expect(wrong).toEqual([]);
  });

  test('has every known kind, taken and refused', () => {
    for (const kind of Object.keys(kinds)) {
      const traps = corpus.filter((trap) => trap.kind === kind);
      expect([kind, traps.some(({ expected }) => 'normal' in expected)]).toEqual([kind, true]);
      expect([kind, traps.some(({ expected }) => 'refused' in expected)]).toEqual([kind, true]);
    }
  });
});
