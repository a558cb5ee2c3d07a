import { describe, expect, test } from 'vitest';
import { openLedgerSession } from '../../../functions/deliver/ledger-session.ts';
import { beyondLimits, knownAsShared } from '../../../functions/deliver/shared-values.ts';
import type { CustomerId } from '../../../functions/shared/cdp/ids.ts';
import type { CandidateIdentity } from '../../../functions/shared/change/candidate.ts';
import type { GuiyiConfig } from '../../../functions/shared/config/define-config.ts';
import {
  type Claimant,
  emptyIdentityItem,
  type IdentityItem,
} from '../../../functions/shared/identity/identity-item.ts';
import { candidate, customer } from '../../kit/candidates.ts';
import { SECOND, TestClock } from '../../kit/clock.ts';
import { demoConfig } from '../../kit/demo.ts';
import { claim, type Claimed, facts, identityItem, onDay } from '../../kit/facts.ts';
import { MemoryLedger } from '../../kit/ports.ts';

// A value that many people claim is a till's or a company's, and joins nobody. What is known to be somebody's stays theirs.

type Guards = GuiyiConfig['guards'];
const ANN = customer(1);
const OPENID = candidate('verified wechat-openid app1/oAnn');
const MAIL = candidate('claimed email desk@post.example');
const PROVED_MAIL = candidate('verified email desk@post.example');
const ACCOUNT = candidate('verified stripe-customer acct/cus_1');
const TODAY = 100;
const CLAIMANT: Claimant = { by: ['this event'] };
const claimants = new Map([MAIL, PROVED_MAIL, OPENID, ACCOUNT].map(({ key }) => [key, CLAIMANT]));

const others = (count: number, claimed: Claimed = { typed: TODAY - 2 }) =>
  Array.from({ length: count }, (_, index) => claim(index + 10, claimed));

describe('a value beyond the limits of the configuration', () => {
  interface Given {
    readonly one?: CandidateIdentity;
    /** Ids that the event has proved, and that are nobody's. */
    readonly beside?: readonly CandidateIdentity[];
    readonly item?: Partial<IdentityItem>;
    /** Whom the event's id leads to, and who has the value. */
    readonly own?: CustomerId;
    readonly owner?: CustomerId;
    readonly held?: readonly string[];
    readonly guards?: Guards;
  }

  function beyond({ one = MAIL, beside = [], item = {}, own, owner, held = [], guards }: Given) {
    const holder = own ?? owner ?? ANN;
    const gathered = {
      items: new Map([[one.key, identityItem(item)]]),
      owners: new Map([
        [OPENID.key, own],
        [one.key, owner],
      ]),
      customers: new Map([[holder, { ...facts(Number(holder), held), fields: {} }]]),
    };
    const config = demoConfig(guards && { guards });
    const { discarded, observations } = beyondLimits([...beside, OPENID, one], claimants, gathered, onDay(TODAY), {
      config,
    });
    if (discarded.length > 0) return discarded.map((each) => each.reason).join();
    return observations.map((each) => (each === one ? 'a person should look' : 'another')).join() || 'used';
  }

  const FIVE = ['a', 'b', 'c', 'd', 'e'].map((local) => `email ann.${local}@post.example`);

  test.each<readonly [string, Given, string]>([
    ['four others have typed it', { item: { claims: others(4) } }, 'used'],
    ['five others have typed it', { item: { claims: others(5) } }, 'shared'],
    [
      'five others have proved it, and it is typed: what was typed counts what was typed',
      { item: { claims: others(5, { proved: [TODAY - 2] }) } },
      'used',
    ],
    [
      'five others have proved it, and it is proved',
      { one: PROVED_MAIL, item: { claims: others(5, { proved: [TODAY - 2] }) } },
      'shared',
    ],
    [
      'one of the five is the event’s own customer',
      { own: ANN, item: { claims: [...others(4), claim(1, { typed: 90 })] } },
      'used',
    ],
    [
      'one of the five is a customer, and the event has none',
      { item: { claims: [...others(4), claim(1, { typed: 90 })] } },
      'shared',
    ],
    [
      'it is the customer’s to whom the event’s id leads',
      { own: ANN, owner: ANN, item: { claims: others(5) } },
      'used',
    ],
    [
      'it is the customer’s to whom the second of the event’s ids leads',
      { beside: [candidate('verified member-no A-1')], own: ANN, owner: ANN, item: { claims: others(5) } },
      'used',
    ],
    ['it is another’s', { own: ANN, owner: customer(2), item: { claims: others(5) } }, 'shared'],
    [
      'it is the customer’s who has claimed it in the same way before',
      { owner: ANN, item: { claims: [...others(5), { ...claim(1, { typed: 90 }), by: CLAIMANT.by }] } },
      'used',
    ],
    [
      'whoever has it is another than the one who has claimed it in the same way',
      { owner: ANN, item: { claims: [...others(5), { ...claim(2, { typed: 90 }), by: CLAIMANT.by }] } },
      'shared',
    ],
    [
      'nobody has it, and somebody new has claimed it in the same way',
      { item: { claims: [...others(5), { ...claim(undefined, { typed: 90 }), by: CLAIMANT.by }] } },
      'shared',
    ],
    [
      'whoever has it has claimed it in another way',
      { owner: ANN, item: { claims: others(4).concat(claim(1, { typed: 90 })) } },
      'shared',
    ],
    ['the customer has four of the kind', { own: ANN, held: FIVE.slice(1) }, 'used'],
    ['the customer has five of the kind', { own: ANN, held: FIVE }, 'crowded'],
    [
      'whoever has it has five, and it is one of them',
      { owner: ANN, held: [...FIVE.slice(1), 'email desk@post.example'] },
      'used',
    ],
    ['whoever has it has five others by what is shown', { owner: ANN, held: FIVE }, 'crowded'],
    [
      'the customer has five of another kind',
      { own: ANN, held: ['a', 'b', 'c', 'd', 'e'].map((end) => `stripe-customer acct/cus_${end}`) },
      'used',
    ],
    ['nobody has it, and the event’s person is somebody new', { held: FIVE }, 'used'],
    ['both: it is said to be shared', { own: ANN, held: FIVE, item: { claims: others(5) } }, 'shared'],
    [
      'the configuration asks for a case alone',
      { item: { claims: others(5) }, guards: { kinds: { email: { beyond: 'case' } } } },
      'a person should look',
    ],
    [
      'the configuration has another number',
      { item: { claims: others(2) }, guards: { customersPerValue: 2 } },
      'shared',
    ],
  ])('%s', (_what, given, outcome) => {
    expect(beyond(given)).toBe(outcome);
  });

  test('an id has no limit but one of its own', () => {
    const one = ACCOUNT;
    const item = { claims: others(9, { proved: [TODAY] }) };
    expect(beyond({ one, item })).toBe('used');
    expect(beyond({ one, item, guards: { kinds: { 'stripe-customer': { customersPerValue: 9 } } } })).toBe('shared');
  });
});

describe('a value that the ledger knows to be shared', () => {
  /** Is it, and what is noted of the event? */
  async function known(
    item: Partial<IdentityItem>,
    { guards, fails, one = MAIL }: { guards?: Guards; fails?: 'conflict' | 'error'; one?: CandidateIdentity } = {},
  ) {
    const clock = new TestClock();
    const ledger = new MemoryLedger(clock.read);
    const open = async () => {
      const session = openLedgerSession({ ledger, clock: clock.read, holder: 'e', until: clock.now + 60 * SECOND });
      await session.load({ identities: [MAIL.key] });
      return session;
    };
    await (await open()).identities.put(MAIL.key, identityItem(item));
    const session = await open();
    if (fails) ledger.failNextWrites = { how: fails, left: 9 };
    const itemBefore = () => session.identities.get(MAIL.key) ?? emptyIdentityItem;
    const context = { config: demoConfig(guards && { guards }), digest: 'this event', session };
    const shared = await knownAsShared([one], claimants, itemBefore, onDay(TODAY), context);
    const after = (await open()).identities.get(MAIL.key)?.claims ?? [];
    return { shared, noted: after.filter(({ by }) => by.includes('this event')) };
  }

  test.each<readonly [string, Partial<IdentityItem>, Guards, boolean]>([
    ['five others have typed it', { claims: others(5) }, undefined, true],
    ['four others have', { claims: others(4) }, undefined, false],
    ['five others have, longer ago than the window', { claims: others(5, { typed: TODAY - 31 }) }, undefined, false],
    [
      'the configuration wants a case and no refusal',
      { claims: others(5) },
      { kinds: { email: { beyond: 'case' } } },
      false,
    ],
    [
      'it is the claimant’s own',
      { owner: '1', claims: [...others(5), { ...claim(1, { typed: 90 }), by: CLAIMANT.by }] },
      undefined,
      false,
    ],
  ])('%s', async (_what, item, guards, isShared) => {
    expect((await known(item, guards && { guards })).shared).toEqual(isShared ? [MAIL] : []);
  });

  test('the claim is noted, so that the window does not end while they go on', async () => {
    const { noted } = await known({ claims: others(5) });
    const at = onDay(TODAY);
    expect(noted).toEqual([{ by: ['this event'], typed: { from: at, to: at, event: 'this event' } }]);
  });

  test('as proved where the event proves it', async () => {
    const proved = { claims: others(5, { proved: [TODAY - 2] }) };
    const { shared, noted } = await known(proved, { one: PROVED_MAIL });
    expect(shared).toEqual([PROVED_MAIL]);
    expect(noted).toEqual([{ by: ['this event'], proved: [[onDay(TODAY), onDay(TODAY)]] }]);
  });

  test('but once a day, whoever claims it', async () => {
    expect((await known({ claims: [...others(4), claim(20, { typed: TODAY })] })).noted).toEqual([]);
    expect((await known({ claims: [...others(4), claim(20, { typed: TODAY - 1 })] })).noted).toHaveLength(1);
  });

  test('and not where it is not shared', async () => {
    expect((await known({ claims: others(4) })).noted).toEqual([]);
  });

  test('that somebody else has written at the same time is as good; another failure is one', async () => {
    expect((await known({ claims: others(5) }, { fails: 'conflict' })).shared).toEqual([MAIL]);
    await expect(known({ claims: others(5) }, { fails: 'error' })).rejects.toThrow('ledger');
  });
});
