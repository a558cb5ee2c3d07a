import { expect, test } from 'vitest';
import { customerChanges, eventDifferences, type RehearsedEvent } from '../../local/rehearse/difference.ts';

const customer = (id: string, text: string) => ({ id, text, shown: `shown ${text}` });

test('customers: made, joined, changed, and those that stay as they are', () => {
  const before = [customer('1', 'a'), customer('2', 'b'), customer('3', 'c')];
  const after = [customer('1', 'a'), customer('2', 'B'), customer('4', 'd')];
  expect(customerChanges(before, after)).toEqual([
    { what: 'joined', customer: '3', before: 'shown c', after: '' },
    { what: 'made', customer: '4', before: '', after: 'shown d' },
    { what: 'changed', customer: '2', before: 'shown b', after: 'shown B' },
  ]);
});

const event = (id: string, more: Partial<RehearsedEvent>): RehearsedEvent => ({
  source: '/shopify/shop',
  id,
  type: 'orders/paid',
  outcome: 'done',
  customer: '1',
  withheld: [],
  ...more,
});

test('events: other ids of customers are no difference, other companions, outcomes and withheld contacts are', () => {
  const before = [event('a', {}), event('b', {}), event('c', { customer: '2' })];
  expect(
    eventDifferences(
      before,
      before.map((one) => ({ ...one, customer: `9${one.customer}` })),
    ),
  ).toEqual([]);
  const apart = [
    event('a', {}),
    event('b', { customer: '3' }),
    event('c', { customer: '2', withheld: ['mobile released'] }),
  ];
  expect(eventDifferences(before, apart)).toEqual([
    { event: 'a', type: 'orders/paid', before: 'done, one with b', after: 'done' },
    { event: 'b', type: 'orders/paid', before: 'done, one with a', after: 'done' },
    { event: 'c', type: 'orders/paid', before: 'done', after: 'done, withheld mobile released' },
  ]);
});
