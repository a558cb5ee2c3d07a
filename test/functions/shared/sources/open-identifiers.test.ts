import { expect, test } from 'vitest';
import { identifiers } from '../../../../functions/shared/sources/generated/identifiers.ts';
import { openIdentifiers } from '../../../../functions/shared/sources/open-identifiers.ts';
import { receivers } from '../../../../functions/shared/sources/generated/receivers.ts';
import { demoConfig } from '../../../kit/demo.ts';
import { memberBound } from '../../../kit/delivery.ts';

const identify = openIdentifiers(demoConfig(), identifiers);

test('an event goes to the source of its connection', () => {
  expect(identify(memberBound([{ kind: 'member-no', value: '1' }]))).toMatchObject({ outcome: 'changes' });
});

test.each([
  ['a connection that is not configured', { source: '/brand-events/gone', connection: 'gone' }],
  ['another source than the connection has', { source: '/shopify/brand-demo' }],
  ['another connection than the source names', { connection: 'shopify-demo' }],
  ['a source that ends alike', { source: '/brand-events/x-brand-demo' }],
])('%s: undefined', (_name, attributes) => {
  expect(identify(memberBound([], attributes))).toBeUndefined();
});

test('every source that receives is understood', () => {
  expect(Object.keys(identifiers).toSorted()).toEqual(Object.keys(receivers).toSorted());
});
