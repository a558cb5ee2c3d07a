import { describe, expect, test } from 'vitest';
import type { CustomerId } from '../../../../functions/shared/cdp/ids.ts';
import type { CustomerFacts } from '../../../../functions/shared/change/relation.ts';
import type { Held } from '../../../../functions/shared/change/never-one.ts';
import { resolve } from '../../../../functions/shared/change/resolve.ts';
import type { ResolveRules } from '../../../../functions/shared/change/resolution.ts';
import type { IdentityItem } from '../../../../functions/shared/identity/identity-item.ts';
import { candidate, candidates, customer } from '../../../kit/candidates.ts';
import { claim, defaultRules, facts, hashedName, identityItem, onDay } from '../../../kit/facts.ts';

// An event of day 200. Who is it about?
const PHONE = 'mobile 15931000401';
const MAIL = 'email ann@post.example';
const OPENID = 'wechat-openid app1/oAnn';
const MEMBER = 'member-no A-1';
const ACCOUNT = 'shopify-customer shop/1';

interface Given {
  /** What the event says: `verified mobile …`, `claimed mobile …`. */
  readonly event: readonly string[];
  /** What each customer holds in the CDP, by their id. */
  readonly held?: Readonly<Record<number, readonly string[]>>;
  /** What is remembered of an identity. */
  readonly items?: Readonly<Record<string, IdentityItem>>;
  readonly subjectCustomer?: number;
  readonly mergedIds?: true;
  /** Pairs who are never one: `customer:1`, or an identity. */
  readonly neverOne?: readonly (readonly [string, string])[];
  readonly rules?: Partial<ResolveRules>;
  /** Customers of whom the CDP says nothing when asked. */
  readonly gone?: readonly number[];
}

const keyOf = (text: string) => candidate(`verified ${text}`).key;
const heldOf = (text: string): Held =>
  text.startsWith('customer:') ? { customer: text.slice('customer:'.length) } : candidate(`verified ${text}`).pair;
const isIn = (held: readonly Held[], text: string) =>
  held.some((one) => JSON.stringify(one) === JSON.stringify(heldOf(text)));
const mayBeOne =
  (pairs: NonNullable<Given['neverOne']>): ResolveRules['mayBeOne'] =>
  (one, other) =>
    !pairs.some(([a, b]) => (isIn(one, a) && isIn(other, b)) || (isIn(one, b) && isIn(other, a)));

function resolved({
  event,
  held = {},
  items = {},
  neverOne = [],
  rules,
  subjectCustomer,
  mergedIds,
  gone = [],
}: Given) {
  const holders = Object.entries(held).map(([id, texts]) => facts(Number(id), texts));
  const owners = new Map<string, CustomerId>();
  for (const [id, texts] of Object.entries(held))
    for (const text of texts) owners.set(keyOf(text), customer(Number(id)));
  const resolution = resolve(
    {
      candidates: candidates(event),
      owners,
      items: new Map(Object.entries(items).map(([text, item]) => [keyOf(text), item])),
      customers: new Map(holders.filter(({ id }) => !gone.includes(Number(id))).map((each) => [each.id, each])),
      event: { time: onDay(200), name: hashedName('ann marsh') },
      ...(mergedIds && { mergedIds }),
      ...(subjectCustomer !== undefined && { subjectCustomer: customer(subjectCustomer) }),
    },
    { ...defaultRules, mayBeOne: mayBeOne(neverOne), ...rules },
  );
  const values = (list: typeof resolution.leading) => list.map(({ identity }) => identity.value);
  return {
    customers: resolution.customers.map(String),
    joined: resolution.joined.map(
      ({ contact, customer: id, because, byMemory }) =>
        `${contact.identity.kind} of ${id}: ${because}${byMemory ? ', by memory' : ''}`,
    ),
    apart: resolution.apart.map(
      ({ contact, customer: id = 'nobody', because }) => `${contact.identity.kind} of ${id}: ${because}`,
    ),
    others: resolution.others.map(String),
    contradictory: resolution.contradictory,
    leading: values(resolution.leading),
    handles: resolution.handles.map(({ identityType, identityValue }) => `${identityType}=${identityValue}`),
    secondary: values(resolution.secondary),
  };
}
/** What is expected where nothing else is said. */
const nobody = {
  customers: [],
  joined: [],
  apart: [],
  others: [],
  contradictory: false,
  leading: [],
  handles: [],
  secondary: [],
};
const P = '15931000401';
const E = 'ann@post.example';
const proved = (of: number, ...days: readonly number[]) => identityItem({ claims: [claim(of, { proved: days })] });

describe('an event that proves something', () => {
  test.each<[string, Given, Partial<ReturnType<typeof resolved>>]>([
    [
      'nothing is known: somebody new, by all that is proved',
      { event: [`verified ${PHONE}`, `verified ${OPENID}`, `claimed ${MAIL}`] },
      { leading: ['oAnn', P], secondary: [E] },
    ],
    [
      'an id is a customer’s: it is theirs, and what nobody has leads to them too',
      { event: [`verified ${OPENID}`, `verified ${PHONE}`, `claimed ${MAIL}`], held: { 1: [OPENID] } },
      { customers: ['1'], leading: ['oAnn', P], secondary: [E] },
    ],
    [
      'two ids are one customer’s',
      { event: [`verified ${OPENID}`, `verified ${MEMBER}`], held: { 1: [OPENID, MEMBER] } },
      { customers: ['1'], leading: ['A-1', 'oAnn'] },
    ],
    [
      'two ids are two customers’: the event proves that they are one, the first id’s first',
      { event: [`verified ${OPENID}`, `verified ${MEMBER}`], held: { 1: [OPENID], 2: [MEMBER] } },
      { customers: ['2', '1'], leading: ['A-1', 'oAnn'] },
    ],
    [
      'a contact is the customer’s own',
      { event: [`verified ${OPENID}`, `verified ${PHONE}`], held: { 1: [OPENID, PHONE] } },
      { customers: ['1'], leading: ['oAnn', P] },
    ],
    [
      'a contact leads to a customer: whoever proves it is that customer',
      {
        event: [`verified ${MEMBER}`, `verified ${PHONE}`],
        held: { 1: [OPENID, PHONE] },
        items: { [PHONE]: proved(1, 190) },
      },
      { customers: ['1'], joined: ['mobile of 1: recent-proof'], leading: ['A-1', P] },
    ],
    [
      'a contact leads to another customer than the id: they are one, and the id’s is kept',
      {
        event: [`verified ${MEMBER}`, `verified ${PHONE}`],
        held: { 1: [OPENID, PHONE], 2: [MEMBER] },
        items: { [PHONE]: proved(1, 190) },
      },
      { customers: ['2', '1'], joined: ['mobile of 1: recent-proof'], leading: ['A-1', P] },
    ],
    [
      'a contact leads to a customer who is not the person: it leads nowhere',
      {
        event: [`verified ${MEMBER}`, `verified ${PHONE}`],
        held: { 1: [OPENID, PHONE], 2: [MEMBER] },
        items: { [PHONE]: proved(1, 0) },
      },
      { customers: ['2'], apart: ['mobile of 1: may-have-moved'], others: ['1'], leading: ['A-1'] },
    ],
    [
      'with nothing but such a contact there is nobody, and nothing leads',
      { event: [`verified ${PHONE}`], held: { 1: [OPENID, PHONE] }, items: { [PHONE]: proved(1, 0) } },
      { apart: ['mobile of 1: may-have-moved'], others: ['1'] },
    ],
    [
      'two contacts lead to two customers who are not: both are told, in the order of their ids',
      {
        event: [`verified ${MEMBER}`, `verified ${PHONE}`, `verified ${MAIL}`],
        held: { 3: [OPENID, PHONE], 2: [ACCOUNT, MAIL] },
        items: { [PHONE]: proved(3, 0), [MAIL]: identityItem({ claims: [claim(2, { typed: 0 })] }) },
      },
      { apart: ['mobile of 3: may-have-moved', 'email of 2: typed-only'], others: ['2', '3'], leading: ['A-1'] },
    ],
    [
      'an id is of a customer of whom the CDP says nothing: it is theirs all the same',
      { event: [`verified ${MEMBER}`, `verified ${OPENID}`], held: { 1: [OPENID], 2: [MEMBER] }, gone: [1, 2] },
      { customers: ['2', '1'], leading: ['A-1', 'oAnn'] },
    ],
    [
      'two contacts lead to one customer',
      {
        event: [`verified ${PHONE}`, `verified ${MAIL}`],
        held: { 1: [OPENID, PHONE, MAIL] },
        items: { [PHONE]: proved(1, 190), [MAIL]: proved(1, 190) },
      },
      { customers: ['1'], joined: ['mobile of 1: recent-proof', 'email of 1: no-window'], leading: [P, E] },
    ],
    [
      'two contacts lead to two customers: they are one',
      {
        event: [`verified ${PHONE}`, `verified ${MAIL}`],
        held: { 1: [OPENID, PHONE], 2: [MEMBER, MAIL] },
        items: { [PHONE]: proved(1, 190), [MAIL]: proved(2, 190) },
      },
      { customers: ['1', '2'], joined: ['mobile of 1: recent-proof', 'email of 2: no-window'], leading: [P, E] },
    ],
    [
      'a contact is of a customer of whom the CDP says nothing: it leads nowhere',
      { event: [`verified ${MEMBER}`, `verified ${PHONE}`], held: { 1: [OPENID, PHONE] }, gone: [1] },
      { leading: ['A-1'] },
    ],
    [
      'what is only typed decides nothing, whoever has it',
      {
        event: [`verified ${MEMBER}`, `claimed ${PHONE}`],
        held: { 1: [OPENID, PHONE] },
        items: { [PHONE]: proved(1, 190) },
      },
      { leading: ['A-1'], secondary: [P] },
    ],
    [
      'an id that is only said decides nothing',
      { event: [`verified ${PHONE}`, `claimed ${MEMBER}`], held: { 1: [MEMBER] } },
      { leading: [P], secondary: ['A-1'] },
    ],
  ])('%s', (_rule, given, expected) => {
    expect(resolved(given)).toEqual({ ...nobody, ...expected });
  });
});

describe('a platform that has merged accounts of its own', () => {
  const ONE = 'youzan-open-id A';
  const TWO = 'youzan-open-id B';
  const THREE = 'youzan-open-id C';
  const both = [`verified ${ONE}`, `verified ${TWO}`];
  test.each<[string, Given, Partial<ReturnType<typeof resolved>>]>([
    [
      'without its word two ids of a kind of which a person has one are two people',
      { event: both, held: { 1: [ONE], 2: [TWO] } },
      { customers: ['1', '2'], contradictory: true, leading: ['A', 'B'] },
    ],
    [
      'by its word the customers of the two are one',
      { event: both, mergedIds: true, held: { 1: [ONE], 2: [TWO, PHONE] } },
      { customers: ['1', '2'], leading: ['A', 'B'] },
    ],
    [
      'and so are those who were merged before',
      { event: both, mergedIds: true, held: { 1: [ONE, THREE], 2: [TWO] } },
      { customers: ['1', '2'], leading: ['A', 'B'] },
    ],
    [
      'it says nothing of another kind: two openids in one app are two people',
      { event: both, mergedIds: true, held: { 1: [ONE, OPENID], 2: [TWO, 'wechat-openid app1/oBob'] } },
      { customers: ['1', '2'], contradictory: true, leading: ['A', 'B'] },
    ],
    [
      'nor of what the configuration keeps apart',
      {
        event: both,
        mergedIds: true,
        held: { 1: [ONE], 2: [TWO] },
        neverOne: [['customer:1', 'customer:2']],
      },
      { customers: ['1', '2'], contradictory: true, leading: ['A', 'B'] },
    ],
    [
      'nor of a third id: the contact of its customer leads nowhere',
      {
        event: [...both, `verified ${PHONE}`],
        mergedIds: true,
        held: { 1: [ONE], 2: [TWO], 3: [THREE, PHONE] },
        items: { [PHONE]: proved(3, 190) },
      },
      { customers: ['1', '2'], apart: ['mobile of 3: contradiction'], others: ['3'], leading: ['A', 'B'] },
    ],
    [
      'either id finds the customer whom they are, and a contact adds who is no contradiction',
      {
        event: [`verified ${TWO}`, `verified ${PHONE}`],
        held: { 1: [ONE, TWO], 2: [PHONE] },
        items: { [PHONE]: proved(2, 190) },
      },
      { customers: ['1', '2'], joined: ['mobile of 2: nothing-else'], leading: ['B', P] },
    ],
    [
      'who has a third id is another person than the customer whom they are',
      {
        event: [`verified ${TWO}`, `verified ${PHONE}`],
        held: { 1: [ONE, TWO], 2: [THREE, PHONE] },
        items: { [PHONE]: proved(2, 190) },
      },
      { customers: ['1'], apart: ['mobile of 2: contradiction'], others: ['2'], leading: ['B'] },
    ],
  ])('%s', (_rule, given, expected) => {
    expect(resolved(given)).toEqual({ ...nobody, ...expected });
  });
});

describe('what the event proves to be one and is not', () => {
  const OTHER = 'wechat-openid app1/oBob';
  test.each<[string, Given, Partial<ReturnType<typeof resolved>>]>([
    [
      'two ids’ customers have different ids of a kind of which a person has one',
      { event: [`verified ${MEMBER}`, `verified ${ACCOUNT}`], held: { 1: [OPENID, MEMBER], 2: [OTHER, ACCOUNT] } },
      { customers: ['1', '2'], contradictory: true, leading: ['A-1', '1'] },
    ],
    [
      'two ids’ customers are declared never to be one',
      {
        event: [`verified ${MEMBER}`, `verified ${ACCOUNT}`],
        held: { 1: [MEMBER], 2: [ACCOUNT] },
        neverOne: [['customer:1', 'customer:2']],
      },
      { customers: ['1', '2'], contradictory: true, leading: ['A-1', '1'] },
    ],
    [
      'two ids’ customers hold what is declared never to be one',
      {
        event: [`verified ${MEMBER}`, `verified ${ACCOUNT}`],
        held: { 1: [MEMBER, MAIL], 2: [ACCOUNT, OPENID] },
        neverOne: [[OPENID, MAIL]],
      },
      { customers: ['1', '2'], contradictory: true, leading: ['A-1', '1'] },
    ],
    [
      'then no contact adds a third',
      {
        event: [`verified ${MEMBER}`, `verified ${ACCOUNT}`, `verified ${PHONE}`],
        held: { 1: [OPENID, MEMBER], 2: [OTHER, ACCOUNT], 3: ['wechat-openid app2/oCarl', PHONE] },
        items: { [PHONE]: proved(3, 190) },
      },
      { customers: ['1', '2'], contradictory: true, apart: ['mobile of 3: conflict'], leading: ['A-1', '1'] },
    ],
    [
      'the contact’s customer has another id of such a kind than the event itself',
      {
        event: [`verified ${OTHER}`, `verified ${PHONE}`],
        held: { 1: [OPENID, PHONE] },
        items: { [PHONE]: proved(1, 190) },
      },
      { apart: ['mobile of 1: contradiction'], others: ['1'], leading: ['oBob'] },
    ],
    [
      'the contact’s customer has another id of such a kind than the id’s customer',
      {
        event: [`verified ${MEMBER}`, `verified ${PHONE}`],
        held: { 1: [OPENID, PHONE], 2: [OTHER, MEMBER] },
        items: { [PHONE]: proved(1, 190) },
      },
      { customers: ['2'], apart: ['mobile of 1: conflict'], leading: ['A-1'] },
    ],
    [
      'two contacts’ customers have different ids of such a kind: the first one’s is the person',
      {
        event: [`verified ${PHONE}`, `verified ${MAIL}`],
        held: { 1: [OPENID, PHONE], 2: [OTHER, MAIL] },
        items: { [PHONE]: proved(1, 190), [MAIL]: proved(2, 190) },
      },
      { customers: ['1'], joined: ['mobile of 1: recent-proof'], apart: ['email of 2: conflict'], leading: [P] },
    ],
    [
      'the CDP cannot make one of two who have different phones',
      {
        event: [`verified ${MEMBER}`, `verified ${MAIL}`],
        held: { 1: [MEMBER, PHONE], 2: [OPENID, MAIL, 'mobile 15931000402'] },
        items: { [MAIL]: proved(2, 190) },
      },
      { customers: ['1'], apart: ['email of 2: conflict'], leading: ['A-1'] },
    ],
    [
      'the contact’s customer and the id’s are declared never to be one',
      {
        event: [`verified ${MEMBER}`, `verified ${PHONE}`],
        held: { 1: [OPENID, PHONE], 2: [MEMBER] },
        items: { [PHONE]: proved(1, 190) },
        neverOne: [['customer:2', 'customer:1']],
      },
      { customers: ['2'], apart: ['mobile of 1: never-one'], leading: ['A-1'] },
    ],
    [
      'the contact’s customer and an id of the event that is nobody’s yet are declared never to be one',
      {
        event: [`verified ${MEMBER}`, `verified ${PHONE}`],
        held: { 1: [OPENID, PHONE] },
        items: { [PHONE]: proved(1, 190) },
        neverOne: [[MEMBER, OPENID]],
      },
      { apart: ['mobile of 1: never-one'], leading: ['A-1'] },
    ],
    [
      'an id of the event and a customer by their id are declared never to be one',
      {
        event: [`verified ${MEMBER}`, `verified ${PHONE}`],
        held: { 1: [OPENID, PHONE] },
        items: { [PHONE]: proved(1, 190) },
        neverOne: [['customer:1', MEMBER]],
      },
      { apart: ['mobile of 1: never-one'], leading: ['A-1'] },
    ],
    [
      'two contacts’ customers are declared never to be one: the first one’s is the person',
      {
        event: [`verified ${PHONE}`, `verified ${MAIL}`],
        held: { 1: [OPENID, PHONE], 2: [MEMBER, MAIL] },
        items: { [PHONE]: proved(1, 190), [MAIL]: proved(2, 190) },
        neverOne: [['customer:1', MEMBER]],
      },
      { customers: ['1'], joined: ['mobile of 1: recent-proof'], apart: ['email of 2: never-one'], leading: [P] },
    ],
    [
      'one of two ids’ customers and the contact’s are declared never to be one',
      {
        event: [`verified ${MEMBER}`, `verified ${ACCOUNT}`, `verified ${PHONE}`],
        held: { 1: [MEMBER], 2: [ACCOUNT], 3: [OPENID, PHONE] },
        items: { [PHONE]: proved(3, 190) },
        neverOne: [['customer:1', 'customer:3']],
      },
      { customers: ['1', '2'], apart: ['mobile of 3: never-one'], leading: ['A-1', '1'] },
    ],
    [
      'an id of the event and the second contact’s customer are declared never to be one',
      {
        event: [`verified ${MEMBER}`, `verified ${PHONE}`, `verified ${MAIL}`],
        held: { 1: [OPENID, PHONE], 2: [ACCOUNT, MAIL] },
        items: { [PHONE]: proved(1, 190), [MAIL]: proved(2, 190) },
        neverOne: [['customer:2', MEMBER]],
      },
      {
        customers: ['1'],
        joined: ['mobile of 1: recent-proof'],
        apart: ['email of 2: never-one'],
        leading: ['A-1', P],
      },
    ],
    [
      'what one customer holds already is no matter',
      {
        event: [`verified ${ACCOUNT}`, `verified ${PHONE}`],
        held: { 1: [OPENID, MEMBER, PHONE], 2: [ACCOUNT] },
        items: { [PHONE]: proved(1, 190) },
        neverOne: [[OPENID, MEMBER]],
      },
      { customers: ['2', '1'], joined: ['mobile of 1: recent-proof'], leading: ['1', P] },
    ],
    [
      'declarations about others are no matter',
      {
        event: [`verified ${MEMBER}`, `verified ${PHONE}`],
        held: { 1: [OPENID, PHONE], 2: [MEMBER] },
        items: { [PHONE]: proved(1, 190) },
        neverOne: [['customer:2', 'customer:3']],
      },
      { customers: ['2', '1'], joined: ['mobile of 1: recent-proof'], leading: ['A-1', P] },
    ],
  ])('%s', (_rule, given, expected) => {
    expect(resolved(given)).toEqual({ ...nobody, ...expected });
  });

  test.each<[string, Given, Partial<ReturnType<typeof resolved>>]>([
    [
      'an id, and the customer to whom the event’s other id leads',
      {
        event: [`verified ${MEMBER}`, `verified ${OPENID}`],
        held: { 1: [OPENID] },
        neverOne: [['customer:1', MEMBER]],
      },
      { customers: ['1'], apart: ['member-no of nobody: never-one'], leading: ['oAnn'] },
    ],
    [
      'an id, and what that customer holds',
      {
        event: [`verified ${MEMBER}`, `verified ${OPENID}`],
        held: { 1: [OPENID, MAIL] },
        neverOne: [[MAIL, MEMBER]],
      },
      { customers: ['1'], apart: ['member-no of nobody: never-one'], leading: ['oAnn'] },
    ],
    [
      'a proved contact, and that customer',
      { event: [`verified ${OPENID}`, `verified ${PHONE}`], held: { 1: [OPENID] }, neverOne: [['customer:1', PHONE]] },
      { customers: ['1'], apart: ['mobile of nobody: never-one'], leading: ['oAnn'] },
    ],
    [
      'a typed contact, and that customer',
      { event: [`verified ${OPENID}`, `claimed ${PHONE}`], held: { 1: [OPENID] }, neverOne: [[OPENID, PHONE]] },
      { customers: ['1'], apart: ['mobile of nobody: never-one'], leading: ['oAnn'] },
    ],
    [
      'two ids of somebody new: the first one is theirs',
      { event: [`verified ${MEMBER}`, `verified ${OPENID}`], neverOne: [[OPENID, MEMBER]] },
      { apart: ['wechat-openid of nobody: never-one'], leading: ['A-1'] },
    ],
    [
      'an id and a typed contact of somebody new',
      { event: [`verified ${MEMBER}`, `claimed ${PHONE}`, `claimed ${MAIL}`], neverOne: [[PHONE, MEMBER]] },
      { apart: ['mobile of nobody: never-one'], leading: ['A-1'], secondary: [E] },
    ],
    [
      'what is somebody’s is not asked after',
      { event: [`verified ${MEMBER}`, `claimed ${PHONE}`], held: { 2: [PHONE] }, neverOne: [[PHONE, MEMBER]] },
      { leading: ['A-1'], secondary: [P] },
    ],
  ])('nobody’s yet, and declared never to be one: %s', (_rule, given, expected) => {
    expect(resolved(given)).toEqual({ ...nobody, ...expected });
  });
});

describe('whoever has proved a contact that the CDP does not have with them', () => {
  const event = [`verified ${MEMBER}`, `verified ${PHONE}`];
  test.each<[string, Given, Partial<ReturnType<typeof resolved>>]>([
    [
      'is the person, found by an identity that the CDP has with them',
      { event, held: { 1: [OPENID] }, items: { [PHONE]: proved(1, 190) } },
      {
        customers: ['1'],
        joined: ['mobile of 1: recent-proof, by memory'],
        leading: ['A-1', P],
        handles: ['wechat=app1:oAnn'],
      },
    ],
    [
      'too long ago: is not, and is one of the others',
      { event, held: { 1: [OPENID] }, items: { [PHONE]: proved(1, 0) } },
      { others: ['1'], leading: ['A-1', P] },
    ],
    [
      'is the person though the CDP has it with another, who is not',
      {
        event,
        held: { 1: [OPENID], 2: [ACCOUNT, PHONE] },
        items: { [PHONE]: identityItem({ claims: [claim(1, { proved: [190] }), claim(2, { proved: [0] })] }) },
      },
      {
        customers: ['1'],
        joined: ['mobile of 1: recent-proof, by memory'],
        apart: ['mobile of 2: may-have-moved'],
        others: ['2'],
        leading: ['A-1'],
        handles: ['wechat=app1:oAnn'],
      },
    ],
    [
      'and the one with whom the CDP has it are one person',
      {
        event,
        held: { 1: [OPENID], 2: [ACCOUNT, PHONE] },
        items: { [PHONE]: identityItem({ claims: [claim(1, { proved: [190] }), claim(2, { proved: [195] })] }) },
      },
      {
        customers: ['2', '1'],
        joined: ['mobile of 2: recent-proof', 'mobile of 1: recent-proof, by memory'],
        leading: ['A-1', P],
        handles: ['wechat=app1:oAnn'],
      },
    ],
    [
      'by typing alone: is not',
      { event, held: { 1: [OPENID] }, items: { [PHONE]: identityItem({ claims: [claim(1, { typed: 190 })] }) } },
      { leading: ['A-1', P] },
    ],
    [
      'and whom it has left: is not',
      {
        event,
        held: { 1: [OPENID] },
        items: {
          [PHONE]: identityItem({
            claims: [claim(1, { proved: [190] })],
            released: [{ customer: '1', at: onDay(195) }],
          }),
        },
      },
      { leading: ['A-1', P], others: ['1'] },
    ],
    [
      'but had it in the CDP: somebody has taken it from them there',
      { event, held: { 1: [OPENID] }, items: { [PHONE]: { ...proved(1, 190), owner: '1' } } },
      { leading: ['A-1', P] },
    ],
    [
      'and is the id’s own customer: is the person by the id',
      { event, held: { 1: [MEMBER] }, items: { [PHONE]: proved(1, 0) } },
      { customers: ['1'], leading: ['A-1', P] },
    ],
    [
      'and of whom the CDP says nothing: is not',
      { event, held: { 1: [OPENID] }, items: { [PHONE]: proved(1, 190) }, gone: [1] },
      { leading: ['A-1', P] },
    ],
    [
      'and can only be another person than the id’s customer: stays one, without a case',
      { event, held: { 1: [OPENID], 2: ['wechat-openid app1/oBob', MEMBER] }, items: { [PHONE]: proved(1, 190) } },
      { customers: ['2'], leading: ['A-1', P] },
    ],
  ])('%s', (_rule, given, expected) => {
    expect(resolved(given)).toEqual({ ...nobody, ...expected });
  });

  const own = { event: [`verified ${MEMBER}`, `verified ${PHONE}`] };
  const held = { 1: [MEMBER, PHONE], 2: [OPENID] };
  const both = (ownDays: readonly number[], theirs: number) => ({
    [PHONE]: identityItem({ owner: '1', claims: [claim(1, { proved: ownDays }), claim(2, { proved: [theirs] })] }),
  });
  const JOINED = {
    customers: ['1', '2'],
    joined: ['mobile of 2: recent-proof, by memory'],
    leading: ['A-1', P],
    handles: ['wechat=app1:oAnn'],
  };
  const ALONE = { customers: ['1'], leading: ['A-1', P] };
  test.each<[string, Given, object]>([
    ['within 90 days after this event, which has come late', { ...own, held, items: both([0], 290) }, JOINED],
    ['a moment more than 90 days after it', { ...own, held, items: both([0], 290.000_001) }, ALONE],
    ['91 days after it', { ...own, held, items: both([0], 291) }, ALONE],
    [
      'a day after it, of a kind that is old after a day',
      { ...own, held, items: both([0], 201), rules: { ageing: () => ({ days: 1, namesTell: false }) } },
      JOINED,
    ],
    [
      'before and after it, of a kind that does not grow old',
      {
        ...own,
        held,
        items: {
          [PHONE]: identityItem({
            owner: '1',
            claims: [claim(1, { proved: [0] }), claim(2, { proved: [[150, 250]] })],
          }),
        },
        rules: { ageing: () => ({ days: 0, namesTell: false }) },
      },
      ALONE,
    ],
    ['before it: they were kept apart, and are so', { ...own, held, items: both([0], 150) }, ALONE],
    [
      'before it, while the person had only typed it',
      {
        ...own,
        held,
        items: {
          [PHONE]: identityItem({ owner: '1', claims: [claim(1, { typed: 100 }), claim(2, { proved: [150] })] }),
        },
      },
      JOINED,
    ],
    [
      'after it, of a kind that does not grow old',
      { ...own, held, items: both([0], 210), rules: { ageing: () => ({ days: 0, namesTell: false }) } },
      ALONE,
    ],
  ])('of the person’s own contact: whoever proved it %s', (_when, given, expected) => {
    expect(resolved(given)).toEqual({ ...nobody, ...expected });
  });
});

describe('an event whose subject was delivered before', () => {
  test.each<[string, Given, Partial<ReturnType<typeof resolved>>]>([
    [
      'and that proves no id is that customer’s',
      {
        event: [`verified ${PHONE}`],
        held: { 1: [OPENID, PHONE] },
        items: { [PHONE]: proved(1, 0) },
        subjectCustomer: 1,
      },
      { customers: ['1'], leading: [P] },
    ],
    [
      'found by an identity of theirs, where the contact is nobody’s',
      { event: [`verified ${PHONE}`], held: { 1: [OPENID] }, subjectCustomer: 1 },
      { customers: ['1'], leading: [P], handles: ['wechat=app1:oAnn'] },
    ],
    [
      'and of whom the CDP says nothing now: the contact alone leads',
      { event: [`verified ${PHONE}`], held: { 1: [OPENID] }, subjectCustomer: 1, gone: [1] },
      { customers: ['1'], leading: [P] },
    ],
    [
      'and whose contact is another’s: they are one where the contact says so',
      {
        event: [`verified ${PHONE}`],
        held: { 1: [MEMBER], 2: [OPENID, PHONE] },
        items: { [PHONE]: proved(2, 190) },
        subjectCustomer: 1,
      },
      { customers: ['1', '2'], joined: ['mobile of 2: recent-proof'], leading: [P], handles: ['member-no=A-1'] },
    ],
    [
      'and that proves an id goes by the id',
      { event: [`verified ${MEMBER}`], held: { 1: [OPENID] }, subjectCustomer: 1 },
      { leading: ['A-1'] },
    ],
    [
      'and that proves nothing goes by what was typed',
      { event: [`claimed ${PHONE}`], held: { 1: [OPENID] }, subjectCustomer: 1 },
      { leading: [P] },
    ],
  ])('%s', (_rule, given, expected) => {
    expect(resolved(given)).toEqual({ ...nobody, ...expected });
  });
});

describe('by which identity a customer is found who is known by memory alone', () => {
  const handleOf = (held: readonly string[]) =>
    resolved({ event: [`verified ${PHONE}`], held: { 1: held }, items: { [PHONE]: proved(1, 190) } }).handles;
  test.each<[string, readonly string[], readonly string[]]>([
    ['an id before a contact', [MAIL, 'mobile 15931000402', OPENID], ['wechat=app1:oAnn']],
    ['of two ids the one of the higher rank', [ACCOUNT, OPENID, MEMBER], ['member-no=A-1']],
    ['a contact, where there is no id', [MAIL], ['email=ann@post.example']],
    ['none, where nothing is held', [], []],
  ])('%s', (_rule, held, expected) => {
    expect(handleOf(held)).toEqual(expected);
  });

  test('a code that no kind has comes last', () => {
    const till = { identityType: 'till', identityValue: '7' };
    const phone = candidate(`verified ${PHONE}`);
    const found = (held: CustomerFacts['held']) =>
      resolve(
        {
          candidates: [phone],
          owners: new Map(),
          items: new Map([[phone.key, proved(1, 190)]]),
          customers: new Map([[customer(1), { ...facts(1, []), held }]]),
          event: { time: onDay(200) },
        },
        { ...defaultRules, mayBeOne: () => true },
      ).handles;
    expect(found([till, candidate(`verified ${MAIL}`).pair])).toEqual([candidate(`verified ${MAIL}`).pair]);
    expect(found([till])).toEqual([till]);
  });
});

describe('an event in which everything was only typed', () => {
  const event = [`claimed ${PHONE}`, `claimed ${MAIL}`];
  const of1 = { 1: [OPENID, PHONE] };
  const phone = (...claims: readonly ReturnType<typeof claim>[]) => ({ [PHONE]: identityItem({ claims }) });
  const MATCHED = { customers: ['1'], leading: [P], secondary: [E] };
  const DOUBTED = { apart: ['mobile of 1: may-have-moved'], leading: [E] };
  test.each<[string, Given, Partial<ReturnType<typeof resolved>>]>([
    ['nothing is known: the first makes somebody new', { event }, { leading: [P], secondary: [E] }],
    ['the first is a customer’s: it matches them', { event, held: of1 }, MATCHED],
    ['the second is another’s: that decides nothing', { event, held: { ...of1, 2: [MAIL] } }, MATCHED],
    [
      'the first is nobody’s: the second’s customer is not looked at',
      { event, held: { 2: [MAIL] } },
      { leading: [P], secondary: [E] },
    ],
    [
      'the first has left its customer: the second leads',
      { event, held: of1, items: { [PHONE]: identityItem({ released: [{ customer: '1', at: onDay(100) }] }) } },
      { apart: ['mobile of 1: released'], leading: [E] },
    ],
    [
      'it leaves them after the event',
      { event, held: of1, items: { [PHONE]: identityItem({ released: [{ customer: '1', at: onDay(201) }] }) } },
      MATCHED,
    ],
    [
      'the second has left the customer of the first: it is theirs in the CDP, and nobody is kept apart',
      {
        event,
        held: { 1: [OPENID, PHONE, MAIL] },
        items: { [MAIL]: identityItem({ released: [{ customer: '1', at: onDay(100) }] }) },
      },
      { customers: ['1'], leading: [P] },
    ],
    [
      'the second has left another customer',
      {
        event,
        held: { ...of1, 2: [MAIL] },
        items: { [MAIL]: identityItem({ released: [{ customer: '2', at: onDay(100) }] }) },
      },
      { customers: ['1'], apart: ['email of 2: released'], leading: [P] },
    ],
    [
      'nobody has the first, and others have proved it: it makes somebody new',
      { event, items: phone(claim(undefined, { proved: [50] }), claim(2, { proved: [60] })) },
      { leading: [P], secondary: [E] },
    ],
    [
      'the two are declared never to be one: the first leads',
      { event, neverOne: [[PHONE, MAIL]] },
      { apart: ['email of nobody: never-one'], leading: [P] },
    ],
    [
      'the second and the customer of the first are declared never to be one',
      { event, held: of1, neverOne: [['customer:1', MAIL]] },
      { customers: ['1'], apart: ['email of nobody: never-one'], leading: [P] },
    ],
    [
      'the first was proved by somebody else since its customer did',
      { event, held: of1, items: phone(claim(1, { proved: [50] }), claim(2, { proved: [60] })) },
      DOUBTED,
    ],
    [
      'by somebody else’s record since',
      { event, held: of1, items: phone(claim(1, { proved: [50] }), claim(2, { recorded: 60 })) },
      DOUBTED,
    ],
    [
      'by somebody else before',
      { event, held: of1, items: phone(claim(1, { proved: [60] }), claim(2, { proved: [50] })) },
      MATCHED,
    ],
    [
      'by somebody else at that time',
      { event, held: of1, items: phone(claim(1, { proved: [60] }), claim(2, { proved: [60] })) },
      MATCHED,
    ],
    [
      'by somebody whose customer is not known',
      { event, held: of1, items: phone(claim(1, { proved: [50] }), claim(undefined, { proved: [60] })) },
      MATCHED,
    ],
    [
      'typed by somebody else since',
      { event, held: of1, items: phone(claim(1, { proved: [50] }), claim(2, { typed: 60 })) },
      MATCHED,
    ],
    [
      'its customer has only typed it: whoever types it goes on with them',
      { event, held: of1, items: phone(claim(1, { typed: 50 }), claim(2, { proved: [60] })) },
      MATCHED,
    ],
    ['its customer has it nobody knows how', { event, held: of1, items: phone(claim(2, { proved: [60] })) }, MATCHED],
    [
      'all are in doubt: there is nobody, and nothing leads',
      {
        event,
        held: { 1: [OPENID, PHONE, MAIL] },
        items: {
          [PHONE]: identityItem({ released: [{ customer: '1', at: onDay(1) }] }),
          [MAIL]: identityItem({ released: [{ customer: '1', at: onDay(1) }] }),
        },
      },
      { apart: ['mobile of 1: released', 'email of 1: released'] },
    ],
    ['nothing at all', { event: [] }, {}],
  ])('%s', (_rule, given, expected) => {
    expect(resolved(given)).toEqual({ ...nobody, ...expected });
  });
});

test('what an event says is told with the decision, by how much it is worth', () => {
  const all = candidates([`verified ${OPENID}`, `verified ${PHONE}`, `claimed ${MAIL}`]);
  const { sorted } = resolve(
    { candidates: all, owners: new Map(), items: new Map(), customers: new Map(), event: { time: onDay(0) } },
    { ...defaultRules, mayBeOne: () => true },
  );
  expect(sorted).toEqual({ primary: [all[0]], proved: [all[1]], typed: [all[2]] });
});
