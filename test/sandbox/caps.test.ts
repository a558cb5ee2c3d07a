import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isPlaceholder } from '../../sandbox/resolution/placeholder.ts';
import { WatchedDatabase } from './database-dump.ts';
import { liveCustomers, pairOf, TestSandbox, unknown } from './harness.ts';

/* What keeps one wrong value from pulling a whole database into one customer. */

let cdp: TestSandbox;
let database: WatchedDatabase;
beforeEach(() => {
  database = new WatchedDatabase();
  cdp = new TestSandbox({ file: database.file });
});
afterEach(() => {
  cdp.close();
  database.close();
});

const call = (pairs: string[], body: object = {}) =>
  cdp.post('createCustomerByIdentity', { ...unknown, identityList: pairs.map(pairOf), ...body });
const many = (count: number, prefix: string) => Array.from({ length: count }, (_, n) => `wechat=${prefix}:${n}`);

function unchanged(pairs: string[], body: object = {}): unknown {
  const before = database.dump();
  const { msg } = call(pairs, body);
  expect(database.dump()).toBe(before);
  return msg;
}

describe('the most identities of one type', () => {
  it('is 20, by linking', () => {
    const id = cdp.customer(['mobile=15931000001', ...many(19, 'wx1')]);
    expect(cdp.customer(['mobile=15931000001', 'wechat=wx1:19'])).toBe(id);
    expect(unchanged(['mobile=15931000001', 'wechat=wx1:20'])).toBe(
      'E_CAP_IDENTITIES: the customer would hold 21 identities of type wechat; at most 20',
    );
    // Whoever is at the cap can still be updated, and linked to something else.
    expect(call(['mobile=15931000001', 'wechat=wx1:7', 'email=lan@mail.test'], { city: '大理' }).data).toBe(id);
  });

  it('is 20, by merging', () => {
    cdp.customer(['mobile=15931000001', ...many(12, 'wx1')]);
    cdp.customer(['email=lan@mail.test', ...many(9, 'wx2')]);
    expect(unchanged(['mobile=15931000001', 'email=lan@mail.test'], { autoMerge: true })).toBe(
      'E_CAP_IDENTITIES: the customer would hold 21 identities of type wechat; at most 20',
    );
    expect(call(['mobile=15931000001', 'email=lan@mail.test'], { autoMerge: false }).code).toBe(0);
    expect(liveCustomers(cdp.sandbox)).toHaveLength(2);
  });
});

describe('the most merges of one call', () => {
  it('is 5', () => {
    for (const pair of ['mobile=15931000001', ...many(6, 'wx1')]) cdp.customer([pair]);
    expect(unchanged(['mobile=15931000001', ...many(6, 'wx1')], { autoMerge: true })).toBe(
      'E_CAP_MERGES: the call would merge 6 customers; at most 5',
    );
    expect(call(['mobile=15931000001', ...many(5, 'wx1')], { autoMerge: true }).headers['x-sandbox-merged']).toMatch(
      /^\d+(, \d+){4}$/,
    );
    expect(liveCustomers(cdp.sandbox)).toHaveLength(2);
  });
});

describe('values that stand for nobody', () => {
  it.each([
    '0',
    '000',
    '00000000000',
    'null',
    'NULL',
    'undefined',
    'NaN',
    'none',
    '[object Object]',
    '(null)',
    '138****0000',
    '1****',
    'l**@mail.test',
    '17000000000-1234',
    '+8617000000000-12',
    '17000000000转1234',
    'wx1:null',
    'shop-1:undefined',
    'wx1:',
    'wx1: ',
  ])('%s', (value) => {
    expect(isPlaceholder(value)).toBe(true);
    expect(unchanged([`wechat=${value}`])).toMatch(/^E_IDENTITY_(PLACEHOLDER|PAIR): /);
  });

  it.each([
    '15931000001',
    '8613800001111',
    '1',
    '10',
    'a0',
    'wx1:0',
    'wx:oAbC-_',
    'nullable',
    'o_null',
    'x*y',
    '10000000000',
    '0086',
    'lan-1234@mail.test',
    '12345-6789',
    '00-00-1',
  ])('are not %s', (value) => expect(isPlaceholder(value)).toBe(false));
});
