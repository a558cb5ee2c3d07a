import { describe, expect, test } from 'vitest';
import { aliasesOf, customersIn, follow } from '../../../functions/deliver/aliases.ts';
import { openLedgerSession } from '../../../functions/deliver/ledger-session.ts';
import { readCandidates } from '../../../functions/deliver/read-candidates.ts';
import { emptyCustomerItem } from '../../../functions/shared/change/customer-item.ts';
import type { GuiyiConfig } from '../../../functions/shared/config/define-config.ts';
import { HASH_KEY, identityOf } from '../../kit/candidates.ts';
import { TestClock } from '../../kit/clock.ts';
import { demoConfig } from '../../kit/demo.ts';
import { deliveryWorld } from '../../kit/delivery.ts';
import { identityItem } from '../../kit/facts.ts';
import { MemoryLedger } from '../../kit/ports.ts';

// Which identities of a change the tenant can be told, and who a customer is by the id of today.

function read(texts: readonly string[], cdp: Partial<GuiyiConfig['cdp']> = {}) {
  const config = demoConfig({}, cdp);
  const world = deliveryWorld({ config });
  const identities = texts.map(identityOf);
  const context = { config, cdp: world.cdp.open(config, world.store), hashKey: HASH_KEY };
  const { candidates, discarded } = readCandidates(identities, context);
  return {
    used: candidates.map(({ identity }) => identity.value),
    discarded: discarded.map(({ identity, reason }) => `${identity.value} ${reason}`),
  };
}

describe('an identity', () => {
  const blocklist = { mobile: ['15931000461'], email: ['@agency.example'] };

  test.each<readonly [string, readonly string[], Partial<GuiyiConfig['cdp']>, readonly string[], readonly string[]]>([
    ['is used where nothing stands against it', ['verified mobile 15931000461'], {}, ['15931000461'], []],
    [
      'is nobody’s where the blocklist has it, and the others are used',
      ['verified mobile 15931000461', 'claimed email lan@agency.example', 'verified member-no A-1'],
      { blocklist },
      ['A-1'],
      ['15931000461 blocklisted', 'lan@agency.example blocklisted'],
    ],
    ['of another kind is not on it', ['verified member-no 15931000461'], { blocklist }, ['15931000461'], []],
    [
      'that cannot be sent is not used',
      ['verified mobile +13105552368', 'verified wechat-openid oNoApp'],
      {},
      [],
      ['+13105552368 ambiguous', 'oNoApp ambiguous'],
    ],
    ['of a kind without a code is nothing at all', ['verified nobody-knows x'], {}, [], []],
  ])('%s', (_what, texts, cdp, used, discarded) => {
    expect(read(texts, cdp)).toEqual({ used, discarded });
  });
});

describe('a customer’s id of today', () => {
  const LONG = ['1', '2', '3', '4', '5', '6', '7'];

  async function aliases(of: readonly string[], stored: Readonly<Record<string, string | undefined>>) {
    const clock = new TestClock();
    const ledger = new MemoryLedger(clock.read);
    const session = openLedgerSession({ ledger, clock: clock.read, holder: 'a test', until: clock.now + 60_000 });
    await session.load({ customers: Object.keys(stored) });
    for (const [id, alias] of Object.entries(stored)) {
      await session.customers.put(id, { ...emptyCustomerItem, ...(alias !== undefined && { alias }) });
    }
    return aliasesOf(of, { session });
  }

  test.each<readonly [string, Readonly<Record<string, string | undefined>>, string]>([
    ['is their own where they have become nobody', { '1': undefined }, '1'],
    ['is their own where nothing is known of them', {}, '1'],
    ['is the other’s whose part they are', { '1': '2' }, '2'],
    ['is that of whoever the other has become since', { '1': '2', '2': '3' }, '3'],
    ['is found through five, and no further', Object.fromEntries(LONG.map((id, index) => [id, LONG[index + 1]])), '6'],
    ['has an end where two are part of each other', { '1': '2', '2': '1' }, '2'],
  ])('%s', async (_what, stored, today) => {
    expect(follow('1', await aliases(['1'], stored))).toBe(today);
  });

  test('is asked of several at once, each once', async () => {
    const known = await aliases(['1', '3', '1'], { '1': '2', '3': '2', '2': undefined });
    expect([...known]).toEqual([
      ['1', '2'],
      ['3', '2'],
    ]);
    expect([...(await aliases([], {}))]).toEqual([]);
  });

  test('may be that of whoever has claimed an identity or given it up', () => {
    const item = identityItem({
      claims: [{ by: [] }, { customer: '1', by: [] }],
      released: [{ customer: '2', at: 1 }],
    });
    expect(customersIn(item)).toEqual(['1', '2']);
  });
});
