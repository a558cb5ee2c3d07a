import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CustomerId } from '../../../../functions/shared/cdp/ids.ts';
import { contradictEachOther } from '../../../../functions/shared/change/contradiction.ts';
import type { CustomerFacts, JoinRules } from '../../../../functions/shared/change/relation.ts';
import type { Held } from '../../../../functions/shared/change/never-one.ts';
import { resolve } from '../../../../functions/shared/change/resolve.ts';
import type { Facts, ResolveRules } from '../../../../functions/shared/change/resolution.ts';
import type { IdentityItem } from '../../../../functions/shared/identity/identity-item.ts';
import { candidate, candidates, customer, identityConfig } from '../../../kit/candidates.ts';
import { called, claim, defaultRules, facts, hashedName, identityItem, onDay } from '../../../kit/facts.ts';
import { fuzzing } from '../../../kit/fuzz.ts';

// Four customers, ten identities, one event; whatever may be known of them.
const ids = [
  'wechat-openid app1/oAnn',
  'wechat-openid app1/oBob',
  'wechat-openid app2/oAnn',
  'member-no A-1',
  'member-no B-7',
  'shopify-customer shop/1',
];
const contacts = ['mobile 15931000401', 'mobile 15931000402', 'email ann@post.example', 'email bob@post.example'];
const texts = [...ids, ...contacts];
const keyOf = (text: string) => candidate(`verified ${text}`).key;

const people = fc.integer({ min: 1, max: 4 });
const days = fc.integer({ min: 0, max: 400 });
const claimed = fc.record(
  { proved: fc.array(days, { minLength: 1, maxLength: 2 }), recorded: days, typed: days },
  { requiredKeys: [] },
);
const items = fc.record({
  owner: fc.option(people, { nil: undefined }),
  claims: fc.uniqueArray(fc.tuple(fc.option(people, { nil: undefined }), claimed), {
    selector: ([of]) => of ?? 0,
    maxLength: 3,
  }),
  released: fc.array(fc.record({ customer: people, day: days }), { maxLength: 2 }),
});
const held = fc.oneof(
  people.map((id): Held => ({ customer: String(id) })),
  fc.constantFrom(...texts).map((text): Held => candidate(`verified ${text}`).pair),
);
const worlds = fc.record({
  /** Who has each identity in the CDP. */
  owners: fc.dictionary(fc.constantFrom(...texts), people),
  items: fc.dictionary(fc.constantFrom(...contacts), items),
  names: fc.dictionary(fc.constantFrom('1', '2', '3', '4'), fc.constantFrom('ann marsh', 'bob reed')),
  said: fc.uniqueArray(fc.tuple(fc.constantFrom('verified', 'verified', 'claimed'), fc.constantFrom(...texts)), {
    selector: ([, text]) => text,
    minLength: 1,
    maxLength: 5,
  }),
  name: fc.option(fc.constantFrom('ann marsh', 'bob reed'), { nil: undefined }),
  subject: fc.option(people, { nil: undefined }),
  neverOne: fc.array(fc.tuple(held, held), { maxLength: 2 }),
  typedContacts: fc.constantFrom<JoinRules['typedContacts'][]>('corroborated', 'join', 'withhold'),
  unknownAge: fc.constantFrom<JoinRules['unknownAge'][]>('join', 'withhold'),
});
type World = typeof worlds extends fc.Arbitrary<infer W> ? W : never;

const isOf = (names: readonly Held[], wanted: Held) =>
  names.some((one) => JSON.stringify(one) === JSON.stringify(wanted));

function given(world: World): {
  readonly known: Facts;
  readonly rules: ResolveRules;
  readonly namesOf: (id: string) => readonly Held[];
} {
  const holders = [1, 2, 3, 4].map((id): CustomerFacts => {
    const name = world.names[String(id)];
    const own = Object.entries(world.owners).flatMap(([text, owner]) => (owner === id ? [text] : []));
    return facts(id, own, name === undefined ? {} : { names: [called(name)] });
  });
  const customers = new Map(holders.map((each) => [each.id, each]));
  const itemOf = ({ owner, claims, released }: World['items'][string]): IdentityItem =>
    identityItem({
      ...(owner !== undefined && { owner: String(owner) }),
      claims: claims.map(([of, how]) => claim(of, how)),
      released: released.map(({ customer: id, day }) => ({ customer: String(id), at: onDay(day) })),
    });
  const mayBeOne: ResolveRules['mayBeOne'] = (one, other) =>
    !world.neverOne.some(([a, b]) => (isOf(one, a) && isOf(other, b)) || (isOf(one, b) && isOf(other, a)));
  return {
    known: {
      candidates: candidates(world.said.map((words) => words.join(' '))),
      owners: new Map(
        Object.entries(world.owners).map(([text, id]): [string, CustomerId] => [keyOf(text), customer(id)]),
      ),
      items: new Map(Object.entries(world.items).map(([text, item]) => [keyOf(text), itemOf(item)])),
      customers,
      event: { time: onDay(200), ...(world.name !== undefined && { name: hashedName(world.name) }) },
      ...(world.subject !== undefined && { subjectCustomer: customer(world.subject) }),
    },
    rules: { ...defaultRules, typedContacts: world.typedContacts, unknownAge: world.unknownAge, mayBeOne },
    namesOf: (id) => [{ customer: id }, ...(customers.get(customer(Number(id)))?.held ?? [])],
  };
}
function check(
  property: (resolution: ReturnType<typeof resolve>, world: ReturnType<typeof given>) => void,
  example?: World,
): void {
  const { numRuns, seed } = fuzzing(300);
  fc.assert(
    fc.property(worlds, (world) => {
      const all = given(world);
      property(resolve(all.known, all.rules), all);
    }),
    { numRuns, seed, ...(example && { examples: [[example]] }) },
  );
  process.stdout.write(`resolve: ${numRuns} worlds, seed ${seed}\n`);
}
const pairsOf = <T>(list: readonly T[]): readonly (readonly [T, T])[] =>
  list.flatMap((one, index) => list.slice(index + 1).map((other): [T, T] => [one, other]));

test('no two customers whose ids contradict each other are one person; where the event’s own ids lead to them, it says so', () => {
  check(({ customers, contradictory }, { known }) => {
    if (contradictory) return;
    for (const [one, other] of pairsOf(customers)) {
      const both = [one, other].map((id) => known.customers.get(id)?.held ?? []);
      expect(contradictEachOther(both, identityConfig)).toBe(false);
    }
  });
});

test('no two who are declared never to be one are, or it says so', () => {
  check(({ customers, contradictory }, { rules, namesOf }) => {
    if (contradictory) return;
    for (const [one, other] of pairsOf(customers)) expect(rules.mayBeOne(namesOf(one), namesOf(other))).toBe(true);
  });
});

test('what is nobody’s yet becomes no person’s with whom it is declared never to be one', () => {
  check(({ customers, leading, secondary }, { known, rules, namesOf }) => {
    const added = [...leading, ...secondary].filter(({ key }) => known.owners.get(key) === undefined);
    for (const { pair } of added) {
      for (const id of customers) expect(rules.mayBeOne([pair], namesOf(id))).toBe(true);
    }
    for (const [one, other] of pairsOf(added)) expect(rules.mayBeOne([one.pair], [other.pair])).toBe(true);
  });
});

test('where the event’s own ids contradict each other, no contact adds anybody', () => {
  check(({ customers, contradictory, joined, sorted }, { known }) => {
    if (!contradictory) return;
    const byIds = new Set(sorted.primary.map(({ key }) => known.owners.get(key)));
    expect(customers.every((id) => byIds.has(id))).toBe(true);
    expect(joined).toEqual([]);
  });
});

test('whatever leads is nobody’s or the person’s own: no call begins with somebody else’s identity', () => {
  check(({ customers, leading, handles }, { known }) => {
    for (const { key } of leading) expect([undefined, ...customers]).toContain(known.owners.get(key));
    for (const handle of handles) {
      expect(customers.some((id) => known.customers.get(id)?.held.includes(handle))).toBe(true);
    }
  });
});

test('every customer who is the person is led to', () => {
  check(({ customers, leading, handles }, { known }) => {
    for (const id of customers) {
      const leads = leading.some(({ key }) => known.owners.get(key) === id);
      const heldBy = known.customers.get(id)?.held ?? [];
      expect(leads || handles.some((handle) => heldBy.includes(handle)) || heldBy.length === 0).toBe(true);
    }
  });
});

test('what is only typed never leads beside what is proved, and joins nobody', () => {
  check(({ leading, secondary, sorted, joined, apart }) => {
    if (sorted.primary.length + sorted.proved.length === 0) return;
    const keptApart = apart.map(({ contact }) => contact);
    expect(secondary.filter((each) => !sorted.proved.includes(each))).toEqual(
      sorted.typed.filter((candidate) => !keptApart.includes(candidate)),
    );
    expect(leading.filter((each) => sorted.typed.includes(each))).toEqual([]);
    expect(joined.every(({ contact }) => sorted.proved.includes(contact))).toBe(true);
  });
});

test('what is proved is left to the second call only where nobody has it and several become one', () => {
  check(({ secondary, sorted, customers }, { known }) => {
    const waiting = secondary.filter((each) => sorted.proved.includes(each));
    expect(waiting.every(({ key, unique }) => unique && known.owners.get(key) === undefined)).toBe(true);
    expect(waiting.length === 0 || customers.length > 1).toBe(true);
  });
});

test('with nothing known the event is about somebody new', () => {
  fc.assert(
    fc.property(worlds, ({ subject: _subject, ...world }) => {
      const { known, rules } = given({ ...world, owners: {}, items: {}, subject: undefined, neverOne: [] });
      const { customers, joined, apart, contradictory, handles, leading, secondary } = resolve(known, rules);
      expect({ customers, joined, apart, contradictory, handles }).toEqual({
        customers: [],
        joined: [],
        apart: [],
        contradictory: false,
        handles: [],
      });
      expect([...leading, ...secondary]).toEqual(known.candidates);
    }),
  );
});

/** One mailbox has left customer 1, who has it in the CDP; another one says that the event is about customer 1. */
const leftAndProvedAgain: World = {
  owners: { 'email ann@post.example': 1 },
  items: {
    'email ann@post.example': { owner: 1, claims: [], released: [{ customer: 1, day: 0 }] },
    'email bob@post.example': { owner: undefined, claims: [[1, { proved: [0] }]], released: [] },
  },
  names: {},
  said: [
    ['verified', 'email ann@post.example'],
    ['verified', 'email bob@post.example'],
  ],
  name: undefined,
  subject: undefined,
  neverOne: [],
  typedContacts: 'corroborated',
  unknownAge: 'join',
};

test('nothing that is kept apart leads', () => {
  check(({ apart, leading }) => {
    expect(apart.filter(({ contact }) => leading.includes(contact))).toEqual([]);
  }, leftAndProvedAgain);
});

test('nobody is the person and kept apart', () => {
  check(({ apart, others, customers }) => {
    const keptApart = [...apart.map(({ customer: id }) => id), ...others];
    expect(customers.filter((id) => keptApart.includes(id))).toEqual([]);
  }, leftAndProvedAgain);
});
