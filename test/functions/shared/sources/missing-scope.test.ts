import { describe, expect, test } from 'vitest';
import { identitiesOf, outcomeOf, type Platform, platforms } from '../../../corpus/event-row.ts';
import { events } from '../../../corpus/events.ts';
import { lackingScope } from '../../../corpus/lacking-scope.ts';

describe('an id without its scope', () => {
  test.each(
    Object.entries(lackingScope).flatMap(([platform, rows]) =>
      rows.map((row) => ({ platform: platform as Platform, ...row })),
    ),
  )(
    '$platform $type: kept, with what would mend it; done once that is set',
    ({ platform, type, data, needs, mended }) => {
      const bare = mended === undefined ? {} : Object.fromEntries(Object.keys(mended).map((name) => [name, undefined]));
      expect(outcomeOf({ platform, type, data, options: bare })).toMatchObject({
        outcome: 'ignored',
        reason: 'identity-without-scope',
        detail: expect.stringContaining(needs),
      });
      if (mended === undefined) return;
      expect(identitiesOf(outcomeOf({ platform, type, data, options: mended }))).toHaveLength(1);
    },
  );

  test('is no question for the other sources: of none of their events in the corpus', () => {
    const others = events.filter(({ platform }) => !(platform in lackingScope));
    const without = others.filter((row) => {
      const outcome = outcomeOf(row);
      return outcome.outcome === 'ignored' && outcome.reason === 'identity-without-scope';
    });
    expect(without.map(({ platform, type, rule }) => `${platform} ${type}: ${rule}`)).toEqual([]);
    expect(new Set(others.map(({ platform }) => platform)).size + Object.keys(lackingScope).length).toBe(
      platforms.length,
    );
  });
});
