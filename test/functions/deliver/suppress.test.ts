import { describe, expect, test } from 'vitest';
import type { LiftSuppression, Suppress } from '../../../functions/shared/change/customer-change.ts';
import { candidate } from '../../kit/candidates.ts';
import { DAY } from '../../kit/days.ts';
import { demoConfig } from '../../kit/demo.ts';
import { changesOf, directDelivery, identitiesOf } from '../../kit/direct-delivery.ts';

// Whom a suppression marks: what it names, and what the customers hold whom its ids lead to.

const ANN = 'verified member-no AN-1';
const MAIL = 'verified email ann@post.example';
const BOBS = 'claimed email bob@post.example';
type Direct = ReturnType<typeof directDelivery>;

async function world(): Promise<Direct> {
  const direct = directDelivery();
  direct.world.cdp.customer('member-no=AN-1', 'email=ann@post.example');
  direct.world.cdp.customer('email=bob@post.example', 'member-no=BO-1');
  return direct;
}

async function carriedOut(
  direct: Direct,
  kind: (Suppress | LiftSuppression)['kind'],
  identities: readonly string[],
  day = 1,
) {
  const change = { kind, identities: identitiesOf(...identities) };
  const [{ outcome }] = await direct.deliver(direct.eventOf(`${kind} ${day}`, changesOf(change), day));
  return outcome;
}

const marked = ({ itemOf }: Direct, texts: readonly string[]): readonly boolean[] =>
  texts.map((text) => itemOf(text)?.marks?.suppressed !== undefined);

describe('a suppression', () => {
  test.each<readonly [string, readonly string[], readonly boolean[]]>([
    ['of an id marks it and all that its customer holds', [ANN], [true, true, false, false]],
    [
      'of an id and a contact marks both, and nothing of whoever has the contact',
      [ANN, BOBS],
      [true, true, true, false],
    ],
    ['of a contact alone marks all that its customer holds', [BOBS], [false, false, true, true]],
    ['of an id that nobody has marks it', ['verified member-no BO-1'], [false, false, true, true]],
  ])('%s', async (_what, identities, expected) => {
    const direct = await world();
    expect(await carriedOut(direct, 'suppress', identities)).toEqual({ outcome: 'done' });
    expect(marked(direct, [ANN, MAIL, BOBS, 'verified member-no BO-1'])).toEqual(expected);
    expect(direct.world.cdp.countCustomers()).toBe(2);
  });

  test('keeps what else is known of an identity', async () => {
    const direct = await world();
    await direct.deliver(direct.says('first', [ANN, MAIL], {}, 0));
    const { marks: _none, ...before } = direct.itemOf(MAIL) ?? {};
    await carriedOut(direct, 'suppress', [ANN]);
    expect(direct.itemOf(MAIL)).toEqual({ ...before, marks: { suppressed: direct.world.start + DAY } });
  });

  test('is lifted from the same identities', async () => {
    const direct = await world();
    await carriedOut(direct, 'suppress', [ANN]);
    expect(await carriedOut(direct, 'lift-suppression', [ANN], 2)).toEqual({ outcome: 'done' });
    expect(direct.itemOf(MAIL)?.marks).toEqual({ lifted: direct.world.start + 2 * DAY });
  });

  test('of whom the tenant has no code for anything is a dead letter', async () => {
    const direct = await world();
    expect(await carriedOut(direct, 'suppress', ['verified nobody-knows x'])).toMatchObject({
      outcome: 'dead-lettered',
      reason: 'identity-type-not-configured',
    });
  });
});

describe('for functions of a former version that run beside', () => {
  async function besideFormer() {
    const direct = directDelivery({ config: demoConfig({ ledger: { compat: true } }) });
    direct.world.cdp.customer('member-no=AN-1', 'email=ann@post.example');
    const { formerItems: items, leases } = direct.world;
    Object.assign(direct.ports, { compat: { items, leases } });
    return direct;
  }
  const formerMarks = ({ world: { formerItems } }: Direct) => [...formerItems.marks().keys()];

  test('all are marked as they mark them, and free again once it is lifted', async () => {
    const direct = await besideFormer();
    await carriedOut(direct, 'suppress', [ANN]);
    expect(formerMarks(direct)).toHaveLength(2);
    await carriedOut(direct, 'lift-suppression', [ANN, MAIL], 2);
    expect(formerMarks(direct)).toEqual([]);
  });
});

test('the key of what is marked is the identity’s own', async () => {
  const direct = await world();
  await carriedOut(direct, 'suppress', [ANN]);
  expect(direct.world.ledger.records.has(`i:${candidate(ANN).key}`)).toBe(true);
});
