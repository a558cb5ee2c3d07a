import { expect, test } from 'vitest';
import { comparePreview, type PreviewedEvent } from '../../../operations/source/compare-preview.ts';
import type { MaskedOutcome } from '../../../operations/source/masked-outcome.ts';

const from = (kind: string, field: string, isTaken = true) => ({ kind, field, example: '***', isTaken });
const now = (identities: readonly (readonly [kind: string, field: string])[], discarded: typeof identities = []) =>
  [
    {
      outcome: 'upsert',
      identities: identities.map(([kind, field]) => ({ kind, scope: '', value: '***', grade: 'claimed', field })),
      released: [],
      discarded: discarded.map(([kind, field]) => ({ kind, field, masked: '***', reason: 'invalid' })),
      profile: {},
      triggers: [],
    } as unknown as MaskedOutcome,
  ] as const;
const event = (before: PreviewedEvent['before'], outcomes: PreviewedEvent['now']): PreviewedEvent => ({
  id: 'e1',
  source: '/shopify/shop',
  type: 'orders/paid',
  before,
  now: outcomes,
});

test.each<readonly [string, PreviewedEvent, readonly [before: string, now: string] | undefined]>([
  [
    'the same, in another order',
    event(
      [from('email', 'email'), from('mobile', 'phone')],
      now([
        ['mobile', 'phone'],
        ['email', 'email'],
      ]),
    ),
    undefined,
  ],
  ['a field less', event([from('email', 'email')], now([])), ['email email', '']],
  ['a field more', event([], now([['email', 'email']])), ['', 'email email']],
  [
    'a value that is none any more',
    event([from('mobile', 'phone')], now([], [['mobile', 'phone']])),
    ['mobile phone', 'mobile phone (discarded)'],
  ],
  ['nothing at all, as before', event([], []), undefined],
])('a mapping that takes %s', (_name, previewed, differs) => {
  const { differing, looked } = comparePreview([previewed]);
  expect(looked).toBe(1);
  expect(differing.map((one) => [one.before, one.now])).toEqual(differs ? [differs] : []);
});

test('members of a list are one field, counted over all events', () => {
  const events = [1, 2].map((n) =>
    event([from('mobile', `lines[${n}].phone`)], now([['mobile', `lines[${n}].phone`]])),
  );
  const counts = { taken: 2, discarded: 0 };
  expect(comparePreview(events).fields).toEqual([
    { field: 'lines[].phone', kind: 'mobile', before: counts, now: counts, example: '***' },
  ]);
});
