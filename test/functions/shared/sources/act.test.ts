import { describe, expect, test } from 'vitest';
import { type ActFrom, actReader } from '../../../../functions/shared/sources/act.ts';
import { instantOf } from '../../../../functions/shared/sources/instant.ts';

const AT = '2026-01-05T09:30:00+08:00';
const UTC = '2026-01-05T01:30:00.000Z';

describe('a time as platforms write it', () => {
  test.each([
    ['with its offset', AT, undefined, AT],
    ['in UTC', '2026-01-05T01:30:00Z', '+08:00', '2026-01-05T01:30:00Z'],
    ['Unix seconds', 1_767_576_600, undefined, UTC],
    ['Unix milliseconds as a text', '1767576600000', '+08:00', UTC],
    ['without an offset, in China', '2026-01-05 09:30:00', '+08:00', AT],
    ['without an offset, in UTC', '2026-01-05T01:30:00', 'Z', '2026-01-05T01:30:00Z'],
    ['without an offset, nobody knows where', '2026-01-05 09:30:00', undefined, undefined],
    ['never', '0001-01-01 00:00:00', '+08:00', undefined],
    ['a day that there is not', '2026-02-31 25:00:00', '+08:00', undefined],
    ['zero', 0, '+08:00', undefined],
    ['nothing', null, '+08:00', undefined],
    ['an object', {}, '+08:00', undefined],
  ] as const)('%s', (_name, written, offset, instant) => {
    expect(instantOf(written, offset)).toBe(instant);
  });
});

describe('what an event tells of', () => {
  const order = { kind: 'order', created: 'order.created' } as const;
  test.each<[string, ActFrom, object]>([
    ['an order, since it was placed', order, { act: { kind: 'order', created: AT } }],
    ['a record, since it is kept', { ...order, kind: 'record' }, { act: { kind: 'record', created: AT } }],
    ['an order of which nobody says when', { ...order, created: 'order.paid' }, { act: { kind: 'record' } }],
    ['that it was placed, and nobody says when', { ...order, created: 'order.paid', isAct: true }, {}],
    ['that it was placed, and when', { ...order, isAct: true }, { act: { kind: 'order', created: AT } }],
    ['a record without a time', { kind: 'record' }, { act: { kind: 'record' } }],
    [
      'of several times the earliest, whatever their offsets',
      { ...order, created: ['order.created', 'order.imported', 'order.none'] },
      { act: { kind: 'order', created: '2025-12-01T00:00:00Z' } },
    ],
    [
      'a time that a small function finds',
      { ...order, created: ({ at }) => at },
      { act: { kind: 'order', created: UTC } },
    ],
  ])('%s', (_name, from, expected) => {
    const data = { order: { created: AT, imported: '2025-12-01T00:00:00Z', paid: 'soon' }, at: 1_767_576_600 };
    expect(actReader(from)(data)).toEqual(expected);
  });
});
