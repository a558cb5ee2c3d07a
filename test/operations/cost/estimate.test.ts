import { describe, expect, test } from 'vitest';
import { counts, sorts, type Uses } from '../../../operations/cost/counts.ts';
import { estimate } from '../../../operations/cost/estimate.ts';
import { mixes, mixNames } from '../../../operations/cost/mixes.ts';
import { prices } from '../../../operations/cost/prices.ts';

const usual = { batch: 2, cdpMs: 60, journal: true };
const unused: Uses = {
  cdpCalls: 0,
  cdpBytes: 0,
  ledgerReads: 0,
  ledgerWrites: 0,
  journalReads: 0,
  journalWrites: 0,
  webhookRequests: 0,
  inletMessages: 0,
  logBytes: 0,
};
const eventsOf = (uses: Partial<Uses>) =>
  Object.fromEntries(sorts.map((sort) => [sort, { ...unused, ...uses }])) as typeof counts.events;
const cost = (uses: Partial<Uses>, what: string, assumed = usual) =>
  estimate({ events: eventsOf(uses) }, mixes.standard, 1_000_000, prices['us-east-1'], assumed).items.find(
    (item) => item.what === what,
  )?.cost;

describe('a million events cost', () => {
  test.each<[string, Partial<Uses>, string, number]>([
    ['a dollar of requests to the front door', { webhookRequests: 1 }, 'HTTP API', 1],
    ['what a million units written cost, each', { ledgerWrites: 3 }, 'DynamoDB, ledger, written', 3 * 0.625],
    ['what a million units read cost, each, one shared by a batch', { ledgerReads: 8.5 }, 'DynamoDB, ledger, read', 1],
    ['half a dollar for a gigabyte of logs', { logBytes: 1000 }, 'Logs', 0.5],
    ['a send, and receive and delete shared by a batch', {}, 'SQS, event queue', 1],
    ['an invocation shared by a batch', {}, 'Lambda, invocations', 0.1],
  ])('%s', (_rule, uses, what, expected) => {
    expect(cost(uses, what)).toBeCloseTo(expected, 6);
  });

  test('nothing of the journal where there is none', () => {
    expect(cost({ journalWrites: 3 }, 'DynamoDB, journal, written', { ...usual, journal: false })).toBeUndefined();
  });
});

test('where a price is not known the total says that it is not all', () => {
  const { isComplete, items } = estimate(counts, mixes.standard, 1, prices['cn-north-1'], usual);
  expect(isComplete).toBe(false);
  expect(items.find(({ what }) => what === 'HTTP API')?.cost).toBeUndefined();
});

describe('by what was counted', () => {
  test('the standard mix takes at most two calls an event', () => {
    expect(estimate(counts, mixes.standard, 1, prices['us-east-1'], usual).callsPerEvent).toBeLessThanOrEqual(2);
  });

  test('the items of a regular customer are of one unit each: two writes are two units', () => {
    expect(counts.events.knownOrder.ledgerWrites).toBe(2);
    expect(counts.events.click.ledgerWrites).toBe(2);
  });
});

test.each(mixNames)('the shares of the mix %s are of 100', (name) => {
  expect(Object.values(mixes[name]).reduce((sum, share) => sum + share, 0)).toBe(100);
});
