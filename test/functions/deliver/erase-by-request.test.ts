import { describe, expect, test } from 'vitest';
import { customerHash } from '../../../functions/deliver/keep-event.ts';
import { openLedgerSession } from '../../../functions/deliver/ledger-session.ts';
import { readReceipt } from '../../../functions/deliver/receipt.ts';
import { customerId } from '../../../functions/shared/cdp/ids.ts';
import type { Erase } from '../../../functions/shared/change/customer-change.ts';
import type { SubjectItem } from '../../../functions/shared/change/subject-item.ts';
import { digest } from '../../../functions/shared/envelope/digest.ts';
import type { Envelope } from '../../../functions/shared/envelope/envelope.ts';
import type { IdentityItem, Marks } from '../../../functions/shared/identity/identity-item.ts';
import { candidate } from '../../kit/candidates.ts';
import { SECOND } from '../../kit/clock.ts';
import { DAY } from '../../kit/days.ts';
import { demoConfig } from '../../kit/demo.ts';
import { changesOf, directDelivery, identitiesOf, upsertOf } from '../../kit/direct-delivery.ts';
import { claim, identityItem } from '../../kit/facts.ts';

// A request to forget somebody: whom it leads to, what it leaves, and what a try goes on with that has ended in the middle.

const ANN = 'verified member-no AN-1';
const MAIL = 'email ann@post.example';
const SUBJECT = digest('subject', 'brand-demo', 'ann');
type Direct = ReturnType<typeof directDelivery>;

function erase(
  { eventOf }: Direct,
  id: string,
  identities: readonly string[],
  more: Partial<Erase> = {},
  day = 1,
): Envelope {
  return eventOf(id, changesOf({ kind: 'erase', identities: identitiesOf(...identities), ...more }), day);
}

async function known(options: Parameters<typeof directDelivery>[0] = {}): Promise<Direct> {
  const direct = directDelivery(options);
  await direct.deliver(direct.says('first', [ANN, `claimed ${MAIL}`], { profile: { city: 'Xiamen' } }, 0));
  direct.world.cdp.sent.length = 0;
  return direct;
}

async function outcomeOf(direct: Direct, event: Envelope): Promise<string> {
  const [{ outcome }] = await direct.deliver(event);
  return 'reason' in outcome ? `${outcome.outcome}: ${outcome.reason}` : outcome.outcome;
}

async function remember(
  { world: { ledger, clock } }: Direct,
  text: string,
  item: Partial<IdentityItem>,
): Promise<void> {
  const session = openLedgerSession({ ledger, clock: clock.read, holder: 'a test', until: clock.now + 60 * SECOND });
  const { key } = candidate(text);
  await session.load({ identities: [key] });
  await session.identities.put(key, identityItem(item));
}

const subjectOf = ({ world }: Direct): Partial<SubjectItem> =>
  JSON.parse(world.ledger.records.get(`s2:${SUBJECT}`)?.state ?? '{}') as Partial<SubjectItem>;

const deletions = ({ world }: Direct): number => world.cdp.calls().filter((call) => call === 'singleDelete').length;

describe('what is left of the subject', () => {
  test('is which events are done, and nothing of who they were', async () => {
    const direct = await known();
    expect(await outcomeOf(direct, erase(direct, 'erase', [ANN]))).toBe('done');
    const { done = [], ...rest } = subjectOf(direct);
    expect(done).toHaveLength(2);
    expect(rest).toMatchObject({ kinds: [], recorded: {} });
    expect(rest).not.toHaveProperty('customer');
    expect(rest).not.toHaveProperty('returned');
  });

  test('is when they last came back by an act', async () => {
    const direct = directDelivery();
    await direct.deliver(direct.says('comes', [ANN], { triggers: ['follow'] }, 0));
    await direct.deliver(erase(direct, 'erase', [ANN]));
    expect(subjectOf(direct).returned).toBe(direct.world.start);
  });
});

describe('of the identities', () => {
  const marksOf = ({ itemOf }: Direct, text: string): Marks | undefined => itemOf(text)?.marks;

  test('nothing is left but that they are blocked, and whom they have left', async () => {
    const direct = await known();
    await remember(direct, `verified ${MAIL}`, {
      claims: [claim(1, { proved: [0] })],
      released: [{ customer: '7', at: 5 }],
    });
    await direct.deliver(erase(direct, 'erase', [ANN]));
    const marks = { erased: direct.world.start + DAY };
    expect(direct.itemOf(ANN)).toEqual(identityItem({ marks }));
    expect(direct.itemOf(`verified ${MAIL}`)).toEqual(identityItem({ marks, released: [{ customer: '7', at: 5 }] }));
  });

  test('an older request blocks no less than a later one has', async () => {
    const direct = await known();
    await direct.deliver(erase(direct, 'erase', [ANN], {}, 5));
    await direct.deliver(erase(direct, 'late', [ANN], {}, 2));
    expect(marksOf(direct, ANN)).toEqual({ erased: direct.world.start + 5 * DAY });
  });

  test('they are suppressed too, where the brand says so', async () => {
    const direct = await known({ config: demoConfig({ privacy: { suppressOnErase: true } }) });
    await direct.deliver(erase(direct, 'erase', [ANN]));
    const since = direct.world.start + DAY;
    expect(marksOf(direct, ANN)).toEqual({ erased: since, suppressed: since });
  });

  test.each([
    ['later than the request: the ids by which they came are not blocked, and nobody is forgotten', 1.5, false],
    ['when the request was made: they are', 1, true],
    ['before it: they are', 0.5, true],
  ])('of somebody who came back %s', async (_what, day, isForgotten) => {
    const direct = directDelivery();
    await direct.deliver(direct.says('comes', [ANN, `claimed ${MAIL}`], { triggers: ['follow'] }, day));
    await direct.deliver(erase(direct, 'erase', [ANN]));
    const erased = { erased: direct.world.start + DAY };
    expect(marksOf(direct, ANN)).toEqual(isForgotten ? erased : { returned: direct.world.start + day * DAY });
    expect(marksOf(direct, `claimed ${MAIL}`)).toEqual(isForgotten ? erased : undefined);
    expect(direct.world.cdp.customers()).toHaveLength(isForgotten ? 0 : 1);
  });

  test('of somebody of whom the ledger says that they came back by that id', async () => {
    const direct = directDelivery();
    await remember(direct, ANN, { marks: { returned: direct.world.start + 2 * DAY } });
    await direct.deliver(erase(direct, 'erase', [ANN, 'verified wechat-openid app1/oAnn']));
    expect(marksOf(direct, ANN)).toEqual({ returned: direct.world.start + 2 * DAY });
    expect(marksOf(direct, 'verified wechat-openid app1/oAnn')).toEqual({ erased: direct.world.start + DAY });
  });

  test('a contact is blocked all the same: it may be somebody else’s by now', async () => {
    const direct = directDelivery();
    await direct.deliver(direct.says('comes', [ANN], { triggers: ['follow'] }, 1.5));
    await direct.deliver(erase(direct, 'erase', [`verified ${MAIL}`]));
    expect(marksOf(direct, `verified ${MAIL}`)).toEqual({ erased: direct.world.start + DAY });
  });

  test('of two ids by which they came back, the later time counts', async () => {
    const direct = directDelivery();
    const openid = 'verified wechat-openid app1/oAnn';
    await remember(direct, ANN, { marks: { returned: direct.world.start + 2 * DAY } });
    await remember(direct, openid, { marks: { returned: direct.world.start + 3 * DAY } });
    await direct.deliver(erase(direct, 'erase', [ANN, openid]));
    expect(marksOf(direct, ANN)).toEqual({ returned: direct.world.start + 3 * DAY });
  });
});

test('a request that names two customers forgets both, and lists each once', async () => {
  const direct = await known();
  const openid = 'verified wechat-openid app1/oAnn';
  await direct.deliver(direct.eventOf('other', changesOf(upsertOf([openid])), 0, { subject: 'other' }));
  const event = erase(direct, 'erase', [ANN, openid], { everywhere: true });
  expect(await outcomeOf(direct, event)).toBe('done');
  expect(direct.world.cdp.customers()).toEqual([]);
  expect(await readReceipt(event, direct.world.archive)).toMatchObject({
    confirmed: true,
    deleted: [expect.any(String), expect.any(String)],
  });
});

describe('where other channels know the person', () => {
  const openid = 'verified wechat-openid app1/oAnn';

  test('all their kinds are told', async () => {
    const direct = await known();
    await direct.deliver(direct.says('more', [ANN, openid, 'verified stripe-customer stripe-demo/cus_1']));
    const [{ outcome }] = await direct.deliver(erase(direct, 'erase', [ANN]));
    expect(outcome).toMatchObject({
      reason: 'erase-touches-other-channels',
      detail: expect.stringMatching(/of type (wechat, stripe-customer|stripe-customer, wechat)$/),
    });
  });

  test.each<readonly [string, Partial<Erase>, Parameters<typeof demoConfig>[0], string]>([
    ['a person decides', {}, {}, 'ignored: erase-touches-other-channels'],
    ['unless the request is about all of them', { everywhere: true }, {}, 'done'],
    ['unless the brand forgets people everywhere', {}, { privacy: { otherChannels: 'delete' } }, 'done'],
    [
      'unless they go with the channel that asks',
      { channel: identitiesOf(openid).map(({ kind, scope }) => ({ kind, scope })) },
      {},
      'done',
    ],
  ])('%s', async (_what, more, changes, expected) => {
    const direct = await known({ config: demoConfig(changes) });
    await direct.deliver(direct.says('more', [ANN, openid]));
    expect(await outcomeOf(direct, erase(direct, 'erase', [ANN], more))).toBe(expected);
  });
});

describe('the end of a platform’s record that names a contact alone', () => {
  const record = { record: true, everywhere: true } as const;
  const asked = (grade: string) => [`${grade} ${MAIL}`];

  async function withClaim(claimed: Parameters<typeof claim>[1], more: Partial<IdentityItem> = {}) {
    const direct = directDelivery();
    const owner = direct.world.cdp.customer('email=ann@post.example');
    await remember(direct, `verified ${MAIL}`, { owner, claims: [{ ...claim(1, claimed), customer: owner }], ...more });
    return direct;
  }

  test.each<readonly [string, Parameters<typeof claim>[1], string]>([
    ['forgets whoever has only typed it', { typed: 0 }, 'done'],
    [
      'forgets nobody who has proved it: a person decides',
      { typed: 0, proved: [0] },
      'ignored: erase-touches-other-channels',
    ],
    ['forgets nobody of whom it is not known that they have typed it', {}, 'ignored: erase-touches-other-channels'],
  ])('%s', async (_what, claimed, expected) => {
    const direct = await withClaim(claimed);
    expect(await outcomeOf(direct, erase(direct, 'erase', asked('verified'), record))).toBe(expected);
  });

  test('is done where nobody has it', async () => {
    const direct = directDelivery();
    expect(await outcomeOf(direct, erase(direct, 'erase', asked('verified'), record))).toBe('done');
  });

  test('forgets nobody of whom nothing is remembered', async () => {
    const direct = directDelivery();
    direct.world.cdp.customer('email=ann@post.example');
    expect(await outcomeOf(direct, erase(direct, 'erase', asked('verified'), record))).toBe(
      'ignored: erase-touches-other-channels',
    );
  });

  test('forgets whomever an id names, whoever has proved what', async () => {
    const direct = await known();
    expect(await outcomeOf(direct, erase(direct, 'erase', [ANN], record))).toBe('done');
  });

  const PHONE = 'mobile 15931000421';

  test.each<readonly [string, Parameters<typeof claim>[1], string]>([
    ['forgets whoever has only typed both', { typed: 0 }, 'done'],
    ['forgets nobody who has proved one of two', { typed: 0, proved: [0] }, 'ignored: erase-touches-other-channels'],
  ])('%s', async (_what, claimed, expected) => {
    const direct = directDelivery();
    const owner = direct.world.cdp.customer('email=ann@post.example', 'mobile=15931000421');
    const claims = (more: Parameters<typeof claim>[1]) => [{ ...claim(1, more), customer: owner }];
    await remember(direct, `verified ${MAIL}`, { owner, claims: claims({ typed: 0 }) });
    await remember(direct, `verified ${PHONE}`, { owner, claims: claims(claimed) });
    const event = erase(direct, 'erase', [`verified ${MAIL}`, `verified ${PHONE}`], record);
    expect(await outcomeOf(direct, event)).toBe(expected);
  });

  test('forgets neither of two who have typed one each', async () => {
    const direct = directDelivery();
    for (const [text, pair] of [
      [`verified ${MAIL}`, 'email=ann@post.example'],
      [`verified ${PHONE}`, 'mobile=15931000421'],
    ] as const) {
      const owner = direct.world.cdp.customer(pair);
      await remember(direct, text, { owner, claims: [{ ...claim(1, { typed: 0 }), customer: owner }] });
    }
    const [{ outcome }] = await direct.deliver(
      erase(direct, 'erase', [`verified ${MAIL}`, `verified ${PHONE}`], record),
    );
    expect(outcome).toMatchObject({ detail: 'somebody has proved the contact that the record has' });
    expect(direct.world.cdp.countCustomers()).toBe(2);
  });

  test('is a request of the person’s where no record ends', async () => {
    const direct = await withClaim({ proved: [0] });
    expect(await outcomeOf(direct, erase(direct, 'erase', asked('verified'), { everywhere: true }))).toBe('done');
  });
});

describe('while another event', () => {
  const heldBy = async (
    { world: { ledger, clock } }: Direct,
    wanted: { identities?: readonly string[]; customers?: readonly string[] },
  ) => {
    const session = openLedgerSession({ ledger, clock: clock.read, holder: 'another', until: clock.now + 60 * SECOND });
    await session.load(wanted);
    await session.identities.hold(wanted.identities ?? []);
    await session.customers.hold(wanted.customers ?? []);
  };

  test('holds the identity, it waits and marks nobody', async () => {
    const direct = await known();
    await heldBy(direct, { identities: [candidate(ANN).key] });
    expect(await outcomeOf(direct, erase(direct, 'erase', [ANN]))).toBe('waiting: hold-conflict');
    expect(direct.itemOf(ANN)).not.toHaveProperty('marks');
  });

  test('holds the customer, it waits and leaves no receipt', async () => {
    const direct = await known();
    await heldBy(direct, { customers: [direct.ownerOf('member-no=AN-1') ?? ''] });
    const event = erase(direct, 'erase', [ANN]);
    expect(await outcomeOf(direct, event)).toBe('waiting: hold-conflict');
    expect(await readReceipt(event, direct.world.archive)).toBeUndefined();
    expect(deletions(direct)).toBe(0);
  });
});

describe('a try that has ended in the middle', () => {
  const openid = 'verified wechat-openid app1/oAnn';

  /** Two customers are to go, and the second deletion is not answered. */
  async function halfDone() {
    const direct = await known();
    await direct.deliver(direct.eventOf('other', changesOf(upsertOf([openid])), 0, { subject: 'other' }));
    const event = erase(direct, 'erase', [ANN, openid], { everywhere: true });
    return { direct, event };
  }

  test('is gone on with: whoever is deleted is not deleted again', async () => {
    const { direct, event } = await halfDone();
    let deleted = 0;
    const { client } = direct.ports.cdp;
    const singleDelete = client.singleDelete.bind(client);
    Object.assign(client, {
      singleDelete: async (id: never) => {
        deleted += 1;
        if (deleted === 2) throw new Error('the function was stopped');
        return singleDelete(id);
      },
    });
    expect(await outcomeOf(direct, event)).toBe('waiting: fault');
    expect(await readReceipt(event, direct.world.archive)).toMatchObject({
      confirmed: false,
      deleted: [expect.any(String)],
    });
    expect(direct.world.cdp.customers()).toHaveLength(1);
    expect(await outcomeOf(direct, event)).toBe('done');
    expect(deleted).toBe(3);
    expect(direct.world.cdp.customers()).toEqual([]);
  });

  test('looks before it deletes again whom the try before may have deleted', async () => {
    const { direct, event } = await halfDone();
    const { client } = direct.ports.cdp;
    const singleDelete = client.singleDelete.bind(client);
    let deleted = 0;
    Object.assign(client, {
      singleDelete: async (id: never) => {
        deleted += 1;
        await singleDelete(id);
        if (deleted === 1) throw new Error('the function was stopped');
      },
    });
    expect(await outcomeOf(direct, event)).toBe('waiting: fault');
    expect(await outcomeOf(direct, event)).toBe('done');
    expect(deleted).toBe(2);
    expect(direct.world.cdp.customers()).toEqual([]);
  });

  test('that has done all but the last write is not carried out again', async () => {
    const direct = await known();
    const event = erase(direct, 'erase', [ANN]);
    direct.world.ledger.failNextWrites = { how: 'conflict', left: 1, of: 's2:' };
    expect(await outcomeOf(direct, event)).toBe('waiting: ledger-conflict');
    const receipt = await readReceipt(event, direct.world.archive);
    // Meanwhile somebody is that customer's identity again.
    direct.world.cdp.customer('member-no=AN-1');
    direct.world.clock.pass(SECOND);
    expect(await outcomeOf(direct, event)).toBe('done');
    expect(await readReceipt(event, direct.world.archive)).toEqual(receipt);
    expect(direct.world.cdp.customers()).toHaveLength(1);
    expect(deletions(direct)).toBe(1);
  });

  test('of a former version is taken for done', async () => {
    const direct = await known();
    const event = erase(direct, 'erase', [ANN]);
    const key = [...(await receiptKeysAfter(direct, event))][0] ?? '';
    direct.world.archive.objects.set(key, Buffer.from(JSON.stringify({ erased: 'as a former version wrote it' })));
    direct.world.cdp.customer('member-no=AN-1');
    const [{ outcome }] = await direct.deliver(event, [], { redrive: '-r1' });
    expect(outcome).toEqual({ outcome: 'done' });
    expect(direct.world.cdp.customers()).toHaveLength(1);
  });
});

async function receiptKeysAfter(direct: Direct, event: Envelope): Promise<readonly string[]> {
  await direct.deliver(event);
  return [...direct.world.archive.objects.keys()].filter((key) => key.startsWith('receipts/'));
}

describe('the journal', () => {
  test('forgets them by identities and customers; what others’ events kept under a salt opens no more, and their salts are others', async () => {
    const forgotten: (readonly string[])[] = [];
    const store = {
      write: async () => undefined,
      pair: async () => undefined,
      forget: async (who: readonly string[]) => {
        forgotten.push(who);
        return [SUBJECT, digest('subject', 'brand-demo', 'other')];
      },
    };
    const direct = await known({ direct: { journal: { store } } });
    const openid = 'verified wechat-openid app1/oAnn';
    await direct.deliver(direct.eventOf('other', changesOf(upsertOf([openid])), 0, { subject: 'other' }));
    const otherOf = () =>
      JSON.parse(
        direct.world.ledger.records.get(`s2:${digest('subject', 'brand-demo', 'other')}`)?.state ?? '{}',
      ) as Partial<SubjectItem>;
    expect(otherOf().salt).toBeTypeOf('string');
    const customer = direct.ownerOf('member-no=AN-1') ?? '';
    await direct.deliver(erase(direct, 'erase', [ANN]));
    expect(forgotten).toHaveLength(1);
    expect(forgotten[0]).toContain(customerHash(customer, direct.world.hashKey));
    expect(forgotten[0]).toContain(candidate(ANN).key);
    expect(forgotten[0]).toHaveLength(3);
    expect(otherOf()).not.toHaveProperty('salt');
    expect(otherOf()).not.toHaveProperty('paired');
    expect(otherOf()).toMatchObject({ kinds: ['wechat-openid'] });
    expect(subjectOf(direct)).not.toHaveProperty('salt');
  });
});

test('a customer who is gone already is no reason to wait', async () => {
  const direct = await known();
  const id = customerId(direct.ownerOf('member-no=AN-1')) ?? expect.fail();
  await direct.ports.cdp.client.singleDelete(id);
  expect(await outcomeOf(direct, erase(direct, 'erase', [ANN]))).toBe('done');
});
