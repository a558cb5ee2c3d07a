import { describe, expect, test } from 'vitest';
import { openLedgerSession } from '../../../functions/deliver/ledger-session.ts';
import { resolveUpsert } from '../../../functions/deliver/resolve-upsert.ts';
import type { CandidateIdentity } from '../../../functions/shared/change/candidate.ts';
import type { Upsert } from '../../../functions/shared/change/customer-change.ts';
import { emptyIdentityItem, type IdentityItem } from '../../../functions/shared/identity/identity-item.ts';
import { candidate } from '../../kit/candidates.ts';
import { directDelivery, upsertOf } from '../../kit/direct-delivery.ts';
import { identityItem } from '../../kit/facts.ts';

// Who an event is about: what it holds while that is decided, and what the decision knows.

const MEMBER = candidate('verified member-no AN-1');
const OPENID = candidate('verified wechat-openid app1/oAnn');
const SECOND = candidate('verified wechat-openid app1/oSecond');
const PHONE = candidate('verified mobile 15931000401');
const TYPED = candidate('claimed mobile 15931000401');
type Direct = ReturnType<typeof directDelivery>;

async function sessionOf({ world: { ledger, clock } }: Direct, holder: string, keys: readonly string[]) {
  const session = openLedgerSession({ ledger, clock: clock.read, holder, until: clock.now + 60_000 });
  await session.load({ identities: keys });
  return session;
}

interface Given {
  readonly change?: Partial<Upsert>;
  readonly items?: readonly (readonly [CandidateIdentity, Partial<IdentityItem>])[];
  readonly subjectId?: string;
  readonly remembered?: string;
}

async function resolved(
  direct: Direct,
  candidates: readonly CandidateIdentity[],
  { change, items = [], ...subject }: Given = {},
) {
  for (const [{ key }, item] of items) {
    await (await sessionOf(direct, 'before', [key])).identities.put(key, identityItem(item));
  }
  direct.world.cdp.sent.length = 0;
  const context = direct.tryOf(direct.says('now', []), subject);
  const keys = candidates.map(({ key }) => key);
  await context.session.load({ identities: keys });
  const itemBefore = ({ key }: CandidateIdentity) => context.session.identities.get(key) ?? emptyIdentityItem;
  const found = await resolveUpsert(upsertOf([], change), candidates, itemBefore, context);
  return {
    found,
    held: candidates.filter(({ key }) => context.session.identities.holds(key)).map(({ identity }) => identity.value),
    decided: found.outcome === 'resolved' ? found : expect.fail('it is held'),
  };
}

/** How a try ends that may be held. */
async function outcomeOf(direct: Direct, candidates: readonly CandidateIdentity[]): Promise<string> {
  const context = direct.tryOf(direct.says('now', []));
  await context.session.load({ identities: candidates.map(({ key }) => key) });
  const found = await resolveUpsert(upsertOf([]), candidates, () => emptyIdentityItem, context);
  return found.outcome;
}

describe('while another event', () => {
  test.each([
    ['holds one of its identities, it waits and asks nobody', [MEMBER, PHONE], PHONE],
    ['holds its only one, it waits and asks nobody', [MEMBER], MEMBER],
  ] as const)('%s', async (_what, candidates, held) => {
    const direct = directDelivery();
    await (await sessionOf(direct, 'another', [held.key])).identities.hold([held.key]);
    expect(await outcomeOf(direct, candidates)).toBe('held');
    expect(direct.world.cdp.calls()).toEqual([]);
  });

  test('writes one of them meanwhile, it waits', async () => {
    const direct = directDelivery();
    direct.world.ledger.failNextWrites = { how: 'conflict', left: 1, of: 'i:' };
    expect(await outcomeOf(direct, [MEMBER])).toBe('held');
  });
});

describe('it holds what may be decided', () => {
  const customers = (direct: Direct) => ({
    ann: direct.world.cdp.customer('member-no=AN-1', 'mobile=15931000401'),
    bob: direct.world.cdp.customer('wechat=app1:oAnn'),
  });

  test('what is nobody’s', async () => {
    expect((await resolved(directDelivery(), [MEMBER, PHONE])).held).toEqual(['AN-1', '15931000401']);
  });

  test('nothing of what is the customer’s by memory and in the CDP', async () => {
    const direct = directDelivery();
    const { ann } = customers(direct);
    const items = [
      [MEMBER, { owner: ann }],
      [PHONE, { owner: ann }],
    ] as const;
    expect((await resolved(direct, [MEMBER, PHONE], { items })).held).toEqual([]);
  });

  test('what is another’s than the first id’s, by memory', async () => {
    const direct = directDelivery();
    const { ann, bob } = customers(direct);
    const items = [
      [MEMBER, { owner: ann }],
      [OPENID, { owner: bob }],
    ] as const;
    expect((await resolved(direct, [MEMBER, OPENID], { items })).held).toEqual(['oAnn']);
  });

  test('beside an id that is nobody’s yet, all', async () => {
    const direct = directDelivery();
    const { ann } = customers(direct);
    const items = [[PHONE, { owner: ann }]] as const;
    const fresh = candidate('verified member-no AN-9');
    expect((await resolved(direct, [fresh, PHONE], { items })).held).toEqual(['AN-9', '15931000401']);
  });

  test('what the CDP has with another than memory says', async () => {
    const direct = directDelivery();
    customers(direct);
    expect((await resolved(direct, [MEMBER], { items: [[MEMBER, { owner: '4711' }]] })).held).toEqual(['AN-1']);
  });

  test.each([
    ['of a contact alone nothing, where its owner is known', {}, []],
    [
      'of a contact alone what is another’s than the subject’s',
      { subjectId: 'ann', remembered: '4711' },
      ['15931000401'],
    ],
    ['of a contact alone nothing, where the subject is no id', { remembered: '4711' }, []],
  ] as const)('%s', async (_what, subject, held) => {
    const direct = directDelivery();
    const { ann } = customers(direct);
    expect((await resolved(direct, [PHONE], { items: [[PHONE, { owner: ann }]], ...subject })).held).toEqual(held);
  });
});

describe('the decision knows', () => {
  test('what was typed now, as the hold has noted it', async () => {
    const { decided } = await resolved(directDelivery(), [MEMBER, TYPED]);
    expect(decided.gathered.items.get(TYPED.key)?.claims).toMatchObject([{ typed: {} }]);
    expect(decided.gathered.items.get(MEMBER.key)?.claims).toEqual([]);
  });

  test.each([
    ['that the platform has made two accounts one: both ids are the person’s', true, ['oAnn', 'oSecond'], []],
    ['that a person has one id in an app: the second leads nowhere', undefined, ['oAnn'], ['has-another']],
  ] as const)('%s', async (_what, mergedIds, leading, apart) => {
    const direct = directDelivery();
    const ann = direct.world.cdp.customer('wechat=app1:oAnn');
    const change = mergedIds ? { mergedIds } : {};
    const { decided } = await resolved(direct, [OPENID, SECOND], { change, items: [[OPENID, { owner: ann }]] });
    expect(decided.resolution.leading.map(({ identity }) => identity.value)).toEqual(leading);
    expect(decided.resolution.apart.map(({ because }) => because)).toEqual(apart);
  });

  test('who the subject is, where a contact alone is proved', async () => {
    const direct = directDelivery();
    const ann = direct.world.cdp.customer('member-no=AN-1');
    const { decided } = await resolved(direct, [PHONE], { subjectId: 'ann', remembered: ann });
    expect(decided.resolution.customers).toEqual([ann]);
  });

  test('the person’s name, where it is one', async () => {
    const named = await resolved(directDelivery(), [MEMBER], { change: { profile: { name: '司徒北辰' } } });
    expect(named.decided.name?.script).toBe('han');
    expect((await resolved(directDelivery(), [MEMBER])).decided.name).toBeUndefined();
  });
});
