import { describe, expect, test } from 'vitest';
import { noCompat } from '../../../functions/deliver/compat.ts';
import { markKey } from '../../../functions/deliver/former-state.ts';
import { openLedgerSession } from '../../../functions/deliver/ledger-session.ts';
import { screenUpsert } from '../../../functions/deliver/screen-upsert.ts';
import type { Act, Trigger } from '../../../functions/shared/change/customer-change.ts';
import type { GuiyiConfig } from '../../../functions/shared/config/define-config.ts';
import { emptyIdentityItem, type Marks } from '../../../functions/shared/identity/identity-item.ts';
import { candidate, HASH_KEY } from '../../kit/candidates.ts';
import { SECOND, TestClock } from '../../kit/clock.ts';
import { demoConfig } from '../../kit/demo.ts';
import { onDay } from '../../kit/facts.ts';
import { MemoryLedger } from '../../kit/ports.ts';

const MAIL = candidate('claimed email ann@post.example');
const PHONE = candidate('verified mobile 15931000401');
const OPENID = candidate('verified wechat-openid app1/oAnn');
type Candidate = typeof MAIL;

interface Given {
  readonly day: number;
  readonly triggers?: readonly Trigger[];
  readonly act?: Act;
  readonly config?: GuiyiConfig;
}

interface State {
  readonly marks?: Marks;
  /** Unix ms of the mark of a former version. */
  readonly former?: number;
  readonly owner?: string;
}

/** A ledger in which an identity has these marks, or the mark of a former version; events name it, and others of whom nothing is known. */
async function marked(who: Candidate, { marks, former, owner }: State, others: readonly Candidate[] = []) {
  const all = [who, ...others];
  const ledger = new MemoryLedger(new TestClock().read);
  const open = async () => {
    const clock = new TestClock();
    const session = openLedgerSession({ ledger, clock: clock.read, holder: 'e', until: clock.now + 60 * SECOND });
    await session.load({
      identities: all.map(({ key }) => key),
      others: all.map(({ pair }) => markKey(pair, HASH_KEY)),
    });
    return session;
  };
  if (former !== undefined) {
    ledger.records.set(markKey(who.pair, HASH_KEY), { v: 0, state: JSON.stringify({ since: String(former) }) });
  }
  const item = { ...emptyIdentityItem, ...(marks && { marks }), ...(owner !== undefined && { owner }) };
  await (await open()).identities.put(who.key, item);
  const screened = async ({ day, triggers = [], act, config = demoConfig() }: Given) => {
    const upsert = { kind: 'upsert', identities: [], profile: {}, triggers, ...(act && { act }) } as const;
    const context = { session: await open(), compat: noCompat, config, time: onDay(day), hashKey: HASH_KEY };
    return screenUpsert(upsert, all, context);
  };
  return {
    marks: async () => (await open()).identities.get(who.key)?.marks,
    screened,
    screen: async (given: Given) => {
      const { allowed, isRevival } = await screened(given);
      return isRevival ? 'revival' : allowed.length > 0 ? 'allowed' : 'blocked';
    },
  };
}

describe('what a mark says after the person has come back', () => {
  test('an id’s erase is over', async () => {
    const { screen, marks } = await marked(OPENID, { marks: { erased: onDay(10) } });
    expect(await screen({ day: 20, triggers: ['follow'] })).toBe('allowed');
    expect(await marks()).toEqual({ returned: onDay(20) });
    expect(await screen({ day: 21 })).toBe('allowed');
  });

  test('a contact’s withdrawal is over, and what happened before its erase stays blocked', async () => {
    const { screen, marks } = await marked(MAIL, { marks: { erased: onDay(10), withdrawn: onDay(10) } });
    expect(await screen({ day: 30 })).toBe('blocked');
    expect(await screen({ day: 30, triggers: ['email-consent-given'] })).toBe('allowed');
    expect(await marks()).toEqual({ erased: onDay(10), returned: onDay(30) });
    expect(await screen({ day: 31 })).toBe('allowed');
    expect(await screen({ day: 9 })).toBe('blocked');
  });

  test('what has not come back stays as it was', async () => {
    const { screen, marks } = await marked(OPENID, { marks: { erased: onDay(10) } });
    expect(await screen({ day: 20 })).toBe('blocked');
    expect(await marks()).toEqual({ erased: onDay(10) });
  });
});

describe('the mark of a former version', () => {
  test('blocks like an erase of its time', async () => {
    const { screen } = await marked(OPENID, { former: onDay(10) });
    expect(await screen({ day: 20 })).toBe('blocked');
    expect(await screen({ day: 20, triggers: ['follow'] })).toBe('allowed');
    expect(await screen({ day: 21 })).toBe('allowed');
  });

  test('the later of two erases counts', async () => {
    for (const [marks, former] of [
      [{ erased: onDay(10) }, onDay(30)],
      [{ erased: onDay(30) }, onDay(10)],
    ] as const) {
      const { screen } = await marked(OPENID, { marks, former });
      expect(await screen({ day: 20, triggers: ['follow'] })).toBe('blocked');
      expect(await screen({ day: 31, triggers: ['follow'] })).toBe('allowed');
    }
  });

  test('it blocks again who came back before it', async () => {
    const { screen } = await marked(OPENID, { marks: { returned: onDay(5) }, former: onDay(10) });
    expect(await screen({ day: 20 })).toBe('blocked');
  });

  test.each([
    ['before it', 5, 'blocked'],
    ['at its time', 10, 'blocked'],
    ['after it', 11, 'allowed'],
  ])('an operator has freed the id %s: %s', async (_when, day, expected) => {
    const { screen } = await marked(OPENID, { marks: { lifted: onDay(day) }, former: onDay(10) });
    expect(await screen({ day: 20 })).toBe(expected);
  });

  test('at the time of it nobody has come back', async () => {
    const { screen } = await marked(OPENID, { marks: { returned: onDay(10) }, former: onDay(10) });
    expect(await screen({ day: 20 })).toBe('blocked');
  });

  test('a consent that was given again takes nothing from an erase', async () => {
    const { screen } = await marked(MAIL, { marks: { returned: onDay(30) }, former: onDay(10) });
    expect(await screen({ day: 9 })).toBe('blocked');
    expect(await screen({ day: 31 })).toBe('allowed');
  });
});

describe("onConsentWithdrawn: 'suppress-contact'", () => {
  const config = demoConfig({ privacy: { onConsentWithdrawn: 'suppress-contact' } });
  test('a withdrawal blocks the address until the consent is given again', async () => {
    const { screen, marks } = await marked(MAIL, {});
    expect(await screen({ day: 10, triggers: ['email-consent-withdrawn'], config })).toBe('blocked');
    expect(await marks()).toEqual({ withdrawn: onDay(10) });
    expect(await screen({ day: 500, config })).toBe('blocked');
    expect(await screen({ day: 501, triggers: ['email-consent-given'], config })).toBe('allowed');
    expect(await screen({ day: 502, config })).toBe('allowed');
  });

  test('the later of two withdrawals counts, in whatever order they come', async () => {
    const { screen, marks } = await marked(MAIL, {});
    for (const day of [20, 10]) await screen({ day, triggers: ['email-consent-withdrawn'], config });
    expect(await marks()).toEqual({ withdrawn: onDay(20) });
  });

  test('a withdrawal that comes after a newer consent blocks nothing', async () => {
    const { screen, marks } = await marked(MAIL, {});
    expect(await screen({ day: 20, triggers: ['email-consent-given'], config })).toBe('allowed');
    expect(await screen({ day: 10, triggers: ['email-consent-withdrawn'], config })).toBe('allowed');
    expect(await screen({ day: 21, config })).toBe('allowed');
    expect(await marks()).toEqual({ returned: onDay(20) });
  });

  test('a consent that was given again is not withdrawn by what was withdrawn before it', async () => {
    const { screen } = await marked(MAIL, {});
    const steps: readonly [number, Trigger][] = [
      [10, 'email-consent-withdrawn'],
      [30, 'email-consent-given'],
      [20, 'email-consent-withdrawn'],
    ];
    for (const [day, trigger] of steps) await screen({ day, triggers: [trigger], config });
    expect(await screen({ day: 31, config })).toBe('allowed');
  });

  test('a consent that comes after a newer withdrawal frees nothing', async () => {
    const { screen, marks } = await marked(MAIL, {});
    await screen({ day: 20, triggers: ['email-consent-withdrawn'], config });
    expect(await screen({ day: 10, triggers: ['email-consent-given'], config })).toBe('blocked');
    expect(await marks()).toEqual({ withdrawn: onDay(20) });
  });

  test('of a consent and a withdrawal of one time the withdrawal counts, in whatever order they come', async () => {
    for (const order of [
      ['email-consent-given', 'email-consent-withdrawn'],
      ['email-consent-withdrawn', 'email-consent-given'],
    ] as const) {
      const { screen } = await marked(MAIL, {});
      for (const trigger of order) await screen({ day: 10, triggers: [trigger], config });
      expect(await screen({ day: 11, config })).toBe('blocked');
    }
  });

  test('a withdrawal blocks the phone until the consent is given again', async () => {
    const { screen, marks } = await marked(PHONE, {});
    expect(await screen({ day: 10, triggers: ['sms-consent-withdrawn'], config })).toBe('blocked');
    expect(await marks()).toEqual({ withdrawn: onDay(10) });
    expect(await screen({ day: 501, triggers: ['sms-consent-given'], config })).toBe('allowed');
  });

  test('the withdrawal of another contact’s consent says nothing', async () => {
    const { screen, marks } = await marked(MAIL, {});
    expect(await screen({ day: 10, triggers: ['sms-consent-withdrawn'], config })).toBe('allowed');
    expect(await marks()).toBeUndefined();
  });

  test('the mark of a former version is a withdrawal of a contact: it ends with the consent, not with days', async () => {
    const { screen, marks } = await marked(MAIL, { former: onDay(10) });
    expect(await screen({ day: 500, config })).toBe('blocked');
    expect(await screen({ day: 501, triggers: ['email-consent-given'], config })).toBe('allowed');
    expect(await marks()).toEqual({ returned: onDay(501) });
    expect(await screen({ day: 502, config })).toBe('allowed');
  });

  test('the mark of a former version is an erase of an id', async () => {
    const { screen } = await marked(OPENID, { former: onDay(10) });
    expect(await screen({ day: 20, triggers: ['email-consent-given'], config })).toBe('allowed');
  });

  test('by default a withdrawal is no mark', async () => {
    const { screen, marks } = await marked(MAIL, {});
    expect(await screen({ day: 10, triggers: ['email-consent-withdrawn'] })).toBe('allowed');
    expect(await marks()).toBeUndefined();
  });
});

describe('a tenant that keeps the identities of deleted customers', () => {
  const config = demoConfig({}, { deletedIdentities: 'retained' });
  test.each<[string, Candidate, Parameters<typeof marked>[1], Given, string]>([
    ['an erased id comes back', OPENID, { marks: { erased: onDay(10) } }, { day: 20, triggers: ['follow'] }, 'revival'],
    ['an id that came back before', OPENID, { marks: { returned: onDay(10) } }, { day: 20 }, 'revival'],
    ['an id that has a customer since', OPENID, { marks: { returned: onDay(10) }, owner: '7' }, { day: 20 }, 'allowed'],
    ['an erased contact, after its days', MAIL, { marks: { erased: onDay(10) } }, { day: 30 }, 'revival'],
    ['an erased id that does not come back', OPENID, { marks: { erased: onDay(10) } }, { day: 20 }, 'blocked'],
    ['what nobody erased', OPENID, {}, { day: 20 }, 'allowed'],
    [
      'a contact whose consent is given again: nobody erased it',
      MAIL,
      { marks: { returned: onDay(10) } },
      { day: 20 },
      'allowed',
    ],
  ])('%s: %s', async (_what, who, state, given, expected) => {
    const { screen } = await marked(who, state);
    expect(await screen({ ...given, config })).toBe(expected);
  });

  test.each<[string, Candidate, readonly Candidate[], object]>([
    [
      'an id beside a contact: the event is about them, and nothing of it is used',
      OPENID,
      [MAIL],
      { allowed: [MAIL], blocked: [OPENID], isBlocked: true },
    ],
    [
      'one of two ids, as well',
      OPENID,
      [candidate('verified member-no A-1'), MAIL],
      { allowed: [candidate('verified member-no A-1'), MAIL], blocked: [OPENID], isBlocked: true },
    ],
    ['a contact beside an id: it stays out', MAIL, [OPENID], { allowed: [OPENID], blocked: [MAIL], isBlocked: false }],
    [
      'a contact beside another: the event may be of its next owner',
      MAIL,
      [PHONE],
      { allowed: [PHONE], blocked: [MAIL], isBlocked: false },
    ],
    ['a contact alone', MAIL, [], { allowed: [], blocked: [MAIL], isBlocked: true }],
  ])('what would come back is %s', async (_what, who, others, expected) => {
    const { screened, marks } = await marked(who, { marks: { erased: onDay(10) } }, others);
    const given = { day: 30, triggers: ['follow'], config } as const;
    expect(await screened(given)).toEqual({ ...expected, returned: [], isRevival: true });
    expect(await marks()).toEqual({ erased: onDay(10) });
  });
});
