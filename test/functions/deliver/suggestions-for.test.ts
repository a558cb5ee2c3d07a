import { describe, expect, test } from 'vitest';
import { openLedgerSession } from '../../../functions/deliver/ledger-session.ts';
import { type SaidOfPerson, saidOfPerson, suggestionsFor } from '../../../functions/deliver/suggestions-for.ts';
import type { CandidateIdentity } from '../../../functions/shared/change/candidate.ts';
import { type CustomerItem, emptyCustomerItem } from '../../../functions/shared/change/customer-item.ts';
import type { IdentityItem } from '../../../functions/shared/identity/identity-item.ts';
import { candidate, customer, HASH_KEY } from '../../kit/candidates.ts';
import { demoConfig } from '../../kit/demo.ts';
import { directDelivery, upsertOf } from '../../kit/direct-delivery.ts';
import { called, claim, hashedName, identityItem, onDay } from '../../kit/facts.ts';

// Who else an event's person is by what is remembered of their contacts, and when it is not even looked.

const PHONE = candidate('verified mobile 15931000401');
const MAIL = candidate('verified email ann@post.example');
const OTHER_MAIL = candidate('verified email ann.b@post.example');
const OPENID = candidate('verified wechat-openid app1/oAnn');
const [ANN, BEA] = [1, 2];
const TODAY = 50;

interface Given {
  readonly people?: readonly number[];
  readonly proved?: readonly CandidateIdentity[];
  readonly typed?: readonly CandidateIdentity[];
  readonly said?: Partial<SaidOfPerson>;
  readonly day?: number;
  readonly items?: readonly (readonly [CandidateIdentity, Partial<IdentityItem>])[];
  readonly customers?: Readonly<Record<number, Partial<CustomerItem>>>;
  readonly typedContacts?: 'join' | 'corroborated';
}

type Items = NonNullable<Given['items']>;

/** The event is of day 50. */
async function suggested({
  people = [ANN],
  proved = [],
  typed = [],
  said,
  day = TODAY,
  items = [],
  customers = {},
  typedContacts = 'join',
}: Given) {
  const direct = directDelivery({ config: demoConfig({}, { typedContacts }) });
  const { ledger, clock } = direct.world;
  const before = openLedgerSession({ ledger, clock: clock.read, holder: 'before', until: clock.now + 60_000 });
  const ids = Object.keys(customers);
  await before.load({ identities: items.map(([{ key }]) => key), customers: ids });
  for (const [{ key }, item] of items) await before.identities.put(key, identityItem(item));
  for (const [id, item] of Object.entries(customers)) await before.customers.put(id, { ...emptyCustomerItem, ...item });
  const context = direct.tryOf(direct.says('now', []));
  const keys = [...proved, ...typed].map(({ key }) => key);
  await context.session.load({ identities: keys, customers: people.map(String) });
  const known = new Map(
    keys.flatMap((key) => {
      const item = context.session.identities.get(key);
      return item ? [[key, item] as const] : [];
    }),
  );
  const person: SaidOfPerson = { time: onDay(day), name: undefined, isOwnName: true, ...said };
  const found = await suggestionsFor(people.map(customer), { said: person, proved, typed }, known, (id) => id, context);
  return found.map(({ customer: id, because }) => `${id} ${because}`);
}

/** Bea has proved the phone that Ann has typed before: with `join` they are one as soon as it is looked. */
const standing = (typedOn = 10): Items => [
  [PHONE, { claims: [claim(ANN, { typed: typedOn }), claim(BEA, { proved: [20] })] }],
];
const nothingNew: Given = {
  typed: [PHONE],
  items: standing(),
  customers: { [ANN]: { names: [called('ann marsh')] }, [BEA]: {} },
};

describe('it is looked who else they are when the event', () => {
  test.each<[string, Given]>([
    [
      'proves something',
      { ...nothingNew, typed: [], proved: [PHONE], items: [[PHONE, { claims: [claim(BEA, { typed: 20 })] }]] },
    ],
    ['types a contact that nobody knows of them', { ...nothingNew, typed: [PHONE, MAIL] }],
    ['types one earlier than was known', { ...nothingNew, items: standing(15), day: 12 }],
    ['calls them as nobody has called them', { ...nothingNew, said: { name: hashedName('ann smith') } }],
    [
      'calls them so with less beside it than ever',
      {
        ...nothingNew,
        said: { name: hashedName('ann marsh') },
        customers: { [ANN]: { names: [called('ann marsh', PHONE.key, MAIL.key)] } },
      },
    ],
    ['is of several customers', { ...nothingNew, people: [ANN, 3], customers: { [ANN]: {}, 3: {}, [BEA]: {} } }],
  ])('%s', async (_what, given) => {
    expect(await suggested(given)).toEqual([`${BEA} configured`]);
  });
});

describe('it is not looked when the event', () => {
  test.each<[string, Given]>([
    ['types what they have typed before', nothingNew],
    ['types it at the very time at which it is known', { ...nothingNew, day: 10 }],
    [
      'calls them as they were called, with nothing beside it',
      { ...nothingNew, said: { name: hashedName('ann marsh') } },
    ],
    [
      'calls them as they were called beside what stands beside it again',
      {
        ...nothingNew,
        said: { name: hashedName('ann marsh') },
        customers: { [ANN]: { names: [called('ann marsh', PHONE.key)] } },
      },
    ],
    [
      'calls them as they were called, once with more beside it and once with less',
      {
        ...nothingNew,
        said: { name: hashedName('ann marsh') },
        customers: { [ANN]: { names: [{ ...hashedName('ann marsh'), said: [[MAIL.key], [PHONE.key]] }] } },
      },
    ],
    ['has another name beside an address', { ...nothingNew, said: { name: hashedName('bea long'), isOwnName: false } }],
    ['is of nobody and proves nothing', { ...nothingNew, people: [], typed: [MAIL] }],
  ])('%s', async (_what, given) => {
    expect(await suggested(given)).toEqual([]);
  });
});

describe('another has claimed a contact of theirs', () => {
  test('and has become part of them: they are themselves', async () => {
    const given = { ...nothingNew, typed: [PHONE, MAIL] };
    expect(await suggested({ ...given, customers: { [ANN]: {}, [BEA]: { alias: String(ANN) } } })).toEqual([]);
  });

  test('and has become part of a third: they are the third', async () => {
    const given = { ...nothingNew, typed: [PHONE, MAIL] };
    expect(await suggested({ ...given, customers: { [ANN]: {}, [BEA]: { alias: '3' }, 3: {} } })).toEqual([
      '3 configured',
    ]);
  });

  test('where neither has proved it nothing is suggested', async () => {
    const items: Items = [[PHONE, { claims: [claim(ANN, { typed: 10 }), claim(BEA, { typed: 20 })] }]];
    expect(await suggested({ ...nothingNew, typed: [PHONE, MAIL], items })).toEqual([]);
  });

  test('of eight of them it is looked, and each is counted once', async () => {
    const nine = [2, 3, 4, 5, 6, 7, 8, 9, 10];
    const typists = nine.map((id) => claim(id, { typed: id }));
    const items: Items = [
      [PHONE, { claims: [claim(ANN, { proved: [20] }), ...typists.slice(0, 4)] }],
      [MAIL, { claims: [claim(ANN, { proved: [20] }), ...typists] }],
    ];
    const customers = Object.fromEntries([ANN, ...nine].map((id) => [id, {}]));
    const found = await suggested({ proved: [PHONE, MAIL], items, customers });
    expect([...new Set(found)]).toEqual(nine.slice(0, 8).map((id) => `${id} configured`));
  });

  test('of those who have only typed it like them none is among the eight', async () => {
    const typists = [3, 4, 5, 6, 7, 8, 9, 10].map((id) => claim(id, { typed: id }));
    const items: Items = [[PHONE, { claims: [claim(ANN, { typed: 10 }), ...typists, claim(BEA, { proved: [20] })] }]];
    expect(await suggested({ ...nothingNew, typed: [PHONE, MAIL], items })).toEqual([`${BEA} configured`]);
  });

  test('a contact of theirs of which nothing is remembered any more leads to nobody', async () => {
    const customers = { [ANN]: { claimed: { email: [OTHER_MAIL.key] } }, [BEA]: {} };
    expect(await suggested({ ...nothingNew, typed: [PHONE, MAIL], customers })).toEqual([`${BEA} configured`]);
  });

  test('an id that is typed leads to nobody', async () => {
    const items: Items = [[OPENID, { claims: [claim(ANN, { typed: 10 }), claim(BEA, { proved: [20] })] }]];
    expect(await suggested({ ...nothingNew, typed: [OPENID, MAIL], items })).toEqual([]);
  });
});

describe('what agrees beside the contact', () => {
  test('may be a contact that only the other has claimed with their customer', async () => {
    const items: Items = [
      [PHONE, { claims: [claim(ANN, { proved: [20] }), claim(BEA, { typed: 10 })] }],
      [MAIL, { claims: [claim(ANN, { proved: [5] }), claim(BEA, { typed: 12 })] }],
    ];
    const customers = { [ANN]: {}, [BEA]: { claimed: { mobile: [PHONE.key], email: [MAIL.key] } } };
    expect(await suggested({ proved: [PHONE], items, customers, typedContacts: 'corroborated' })).toEqual([
      `${BEA} identity-agrees`,
    ]);
  });

  test.each([
    ['in a record of theirs', true, [`${BEA} name-agrees`]],
    ['beside an address', false, []],
  ])('may be the name that the event gives %s', async (_where, isOwnName, found) => {
    const items: Items = [[PHONE, { claims: [claim(ANN, { typed: 10 }), claim(BEA, { proved: [20] })] }]];
    const customers = {
      [ANN]: { claimed: { mobile: [PHONE.key] } },
      [BEA]: { names: [called('ann marsh')] },
    };
    const said = { name: hashedName('ann marsh'), isOwnName };
    expect(await suggested({ typed: [OTHER_MAIL], said, items, customers, typedContacts: 'corroborated' })).toEqual(
      found,
    );
  });
});

test.each([
  ['a record', undefined, true],
  ['what stands beside a contact', 'beside-contact', false],
] as const)('a name of %s', (_where, nameFrom, isOwnName) => {
  const upsert = upsertOf([], { profile: { name: 'Ann Marsh' }, ...(nameFrom && { nameFrom }) });
  expect(saidOfPerson(upsert, { time: onDay(3), hashKey: HASH_KEY })).toMatchObject({ isOwnName, time: onDay(3) });
});
