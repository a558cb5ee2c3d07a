import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../../../../functions/shared/json/lossless.ts';
import { configuredEvidence } from '../../../../../../functions/shared/sources/protocols/hmac/configured-evidence.ts';
import {
  mapHmacSource,
  type HmacMapping,
} from '../../../../../../functions/shared/sources/protocols/hmac/map-hmac-source.ts';
import type { Mapping } from '../../../../../../functions/shared/sources/protocols/hmac/mapping.ts';
import { envelope, kettle, type KettleBody, type KettleOptions, must } from './kettle.ts';

type Sold = Mapping<KettleBody, KettleOptions>;

const email = { kind: 'email', path: 'buyer.email', grade: 'claimed', why: 'typed' } as const;
const phone = { kind: 'mobile', path: 'buyer.phone', grade: 'claimed', why: 'typed' } as const;
const memberNo = {
  kind: 'member-no',
  path: 'buyer.id',
  grade: 'verified',
  why: 'ours',
  scope: ({ options, event }: { options: KettleOptions; event: { connection: string } }) =>
    options.shop ?? event.connection,
} as const;

const mustBe = (...paths: string[]) => paths.map((path) => ({ path, mayBeAbsent: false }));
const PARCELS = { path: 'parcels[n].phone', mayBeAbsent: true };
/** By what the events of this source are ordered, whatever its rules. */
const ordering = mustBe('buyer.id', 'at');

function said(
  mapping: Sold,
  body: JsonObject,
  more: Partial<HmacMapping<KettleOptions>> = {},
  options: KettleOptions = {},
  region?: string,
) {
  const source = mapHmacSource(kettle({ contradiction: () => undefined }), { rules: { sold: mapping }, ...more });
  const outcome = must(source.configure(options, { region }))(envelope('sold', body));
  if (outcome.outcome === 'ignored') {
    const { reason, detail, discarded = [] } = outcome;
    return { ignored: reason, detail, discarded: discarded.map(({ field, reason: why }) => `${field}: ${why}`) };
  }
  const [change] = outcome.changes;
  if (!change) throw new Error('one change');
  const identities = change.identities.map(
    ({ kind, scope, value, evidence }) => `${kind}@${scope} ${value} ${evidence.grade} ${evidence.field}`,
  );
  if (change.kind === 'erase') return { erase: identities, channel: change.channel };
  if (change.kind !== 'upsert') return { [change.kind]: identities };
  const { profile, triggers, discarded = [], act, nameFrom, released } = change;
  return {
    identities,
    bases: change.identities.map(({ evidence }) => evidence.basis),
    profile,
    nameFrom,
    triggers,
    act,
    discarded: discarded.map(({ field, reason }) => `${field}: ${reason}`),
    released: released?.map(({ value, evidence }) => `${value} ${evidence.field}`),
  };
}

describe('identities', () => {
  test('in the order of the list, each normalised, with its scope and its field', () => {
    const body = { buyer: { id: 'M-1', email: ' Lan@Mail.Example ', phone: '+86 154-2468-1357' } };
    expect(said({ identities: [memberNo, email, phone] }, body)).toMatchObject({
      identities: [
        'member-no@tea M-1 verified buyer.id',
        'email@ lan@mail.example claimed buyer.email',
        'mobile@ 15424681357 claimed buyer.phone',
      ],
      discarded: [],
    });
    expect(said({ identities: [memberNo] }, body, {}, { shop: 'eu' })).toMatchObject({
      identities: ['member-no@eu M-1 verified buyer.id'],
    });
  });

  test.each([
    ['a number is an id', 7, ['member-no@tea 7 verified buyer.id']],
    ['a long one came as text', '706405506930370084', ['member-no@tea 706405506930370084 verified buyer.id']],
  ])('%s', (_name, id, identities) => {
    expect(said({ identities: [memberNo] }, { buyer: { id } })).toMatchObject({ identities });
  });

  test.each([1.5, true, {}, [7], 0, -1])('%j is no id', (id) => {
    const ignored = id === 0 ? 'event-without-customer' : 'identity-unusable';
    expect(said({ identities: [memberNo] }, { buyer: { id } })).toMatchObject({ ignored });
  });

  test('a national number is read in the region of the connection', () => {
    expect(said({ identities: [phone] }, { buyer: { phone: '06 12 34 56 78' } }, {}, {}, 'FR')).toMatchObject({
      identities: ['mobile@ +33612345678 claimed buyer.phone'],
    });
  });

  test('a small function may find the value; where it finds nothing, nothing is offered or refused', () => {
    const inside = {
      ...memberNo,
      value: ({ id }: JsonObject) => (typeof id === 'string' ? id.split('/').at(-1) : null),
    };
    expect(said({ identities: [{ ...inside, path: 'id' }] }, { id: 'a/b/7' })).toMatchObject({
      identities: ['member-no@tea 7 verified id'],
    });
    expect(said({ identities: [{ ...inside, path: 'id' }] }, { id: 5 })).toMatchObject({ discarded: [] });
  });

  describe('a proof', () => {
    const proved = {
      ...email,
      proof: {
        given: (body: JsonObject) => {
          const buyer = body['buyer'] as JsonObject;
          return typeof buyer['checked'] === 'boolean' ? buyer['checked'] : undefined;
        },
        why: 'checked',
      },
      basis: 'record',
    } as const;

    test.each([
      ['record', true, ['record']],
      ['record', false, [undefined]],
      ['act', true, [undefined]],
    ] as const)('it rests on the %s where it is given: %j', (basis, checked, bases) => {
      const body = { buyer: { email: 'lan@mail.example', checked } };
      expect(said({ identities: [{ ...proved, basis }] }, body)).toMatchObject({ bases });
    });

    test.each([
      [true, 'verified', 1],
      [false, 'claimed', 0],
      [null, 'claimed', undefined],
    ])('%j makes it %s, and the field %j', (checked, grade, emailVerified) => {
      const body = { buyer: { email: 'lan@mail.example', checked } };
      expect(said({ identities: [proved], profile: { email: 'identity' } }, body)).toMatchObject({
        identities: [`email@ lan@mail.example ${grade} buyer.email`],
        profile: { email: 'lan@mail.example', ...(emailVerified === undefined ? {} : { emailVerified }) },
      });
    });
  });
});

describe('of an inner list the first place that holds anything counts', () => {
  const either: Sold = { identities: [[email, { kind: 'email', path: 'contact', grade: 'claimed', why: 'x' }]] };
  test.each<[string, JsonObject, object]>([
    [
      'the first',
      { buyer: { email: 'a@mail.example' }, contact: 'a@mail.example' },
      { identities: ['email@ a@mail.example claimed buyer.email'], discarded: [] },
    ],
    [
      'the second where the first is empty',
      { buyer: { email: ' ' }, contact: 'b@mail.example' },
      { identities: ['email@ b@mail.example claimed contact'], discarded: [] },
    ],
    [
      'another address beside it is perhaps another person’s',
      { buyer: { email: 'a@mail.example' }, contact: 'b@mail.example' },
      { identities: ['email@ a@mail.example claimed buyer.email'], discarded: ['contact: receiver'] },
    ],
    [
      'one that is refused is not replaced',
      { buyer: { email: 'a***@mail.example' }, contact: 'b@mail.example' },
      { ignored: 'event-without-customer', discarded: ['buyer.email: masked', 'contact: receiver'] },
    ],
    ['none', {}, { ignored: 'event-without-customer', discarded: [] }],
  ])('%s', (_name, body, expected) => {
    expect(said(either, body)).toMatchObject(expected);
  });
});

describe('strangers', () => {
  const mapping: Sold = {
    identities: [email, phone],
    thirdPartyFields: [
      { kind: 'mobile', path: 'parcels[n].phone', reason: 'receiver' },
      { kind: 'mobile', path: 'seller.phone', reason: 'shop' },
      { kind: 'member-no', path: 'name', reason: 'staff' },
    ],
  };
  const buyer = { email: 'lan@mail.example', phone: '15424681357' };
  test.each<[string, JsonObject, readonly string[]]>([
    [
      'are counted, each with its place',
      { parcels: [{ phone: '15422223334' }, { phone: '15433334445' }] },
      ['parcels[0].phone: receiver', 'parcels[1].phone: receiver'],
    ],
    [
      'are told once',
      { parcels: [{ phone: '15422223334' }, { phone: '+86 154 2222 3334' }], seller: { phone: '15422223334' } },
      ['parcels[0].phone: receiver'],
    ],
    [
      'are none where it is the person’s own',
      { parcels: [{ phone: '+86-154-2468-1357' }], seller: { phone: '15424681357' } },
      [],
    ],
    ['are counted in whatever form', { seller: { phone: '154****3334' } }, ['seller.phone: shop']],
    ['are none where nothing stands', { parcels: [{ phone: null }, {}, { phone: '' }], seller: {}, name: 0 }, []],
    ['need not be contacts', { name: 'clerk-7' }, ['name: staff']],
    ['may be of a wrong type', { seller: { phone: { a: 1 } } }, ['seller.phone: shop']],
  ])('%s', (_name, more, discarded) => {
    expect(said(mapping, { buyer, ...more })).toMatchObject({ discarded });
  });
});

describe('profile', () => {
  const mapping: Sold = {
    identities: [email],
    profile: { name: 'name', language: 'lang', city: (body) => body['town'], email: 'identity' },
    nameFrom: 'beside-contact',
  };
  test('each field as it is normalised', () => {
    const body = { buyer: { email: 'lan@mail.example' }, name: ' 林岚 ', lang: 'zh_cn', town: '杭州' };
    expect(said(mapping, body)).toMatchObject({
      profile: { name: '林岚', language: 'zh-CN', city: '杭州', email: 'lan@mail.example' },
    });
  });
  test('what the event does not know is absent, and an address that is no identity is no field', () => {
    const body = { buyer: { email: 'l***@mail.example', phone: '15424681357' }, name: '林*', lang: null, town: '' };
    expect(said({ ...mapping, identities: [email, phone] }, body)).toMatchObject({ profile: {} });
  });
});

describe('where a name comes from', () => {
  const body = { buyer: { email: 'lan@mail.example' }, name: '林岚', account: true };
  const named: Sold = { identities: [email], profile: { name: 'name' }, nameFrom: 'account' };
  const byBody: Sold = { ...named, nameFrom: ({ account }) => (account === true ? 'account' : 'beside-contact') };
  test.each<[string, Sold, JsonObject, string | undefined]>([
    ['as the mapping says', named, body, 'account'],
    ['by a look at the body', byBody, { ...body, account: false }, 'beside-contact'],
    ['nowhere, where there is none', named, { ...body, name: '林*' }, undefined],
  ])('%s', (_name, mapping, data, nameFrom) => {
    expect(said(mapping, data)).toMatchObject({ nameFrom });
  });
});

describe('what an event tells of', () => {
  const at = '2026-01-05T09:30:00+08:00';
  const body = { buyer: { email: 'lan@mail.example' }, at };
  const placed = { kind: 'order', created: 'at' } as const;
  test.each<[string, Sold['act'], JsonObject, object | undefined]>([
    ['what the person did', undefined, body, undefined],
    ['an order', placed, body, { kind: 'order', created: at }],
    ['a record', { kind: 'record', created: 'at' }, body, { kind: 'record', created: at }],
    [
      'by a look at the body',
      ({ id }) => (id === 7 ? placed : undefined),
      { ...body, id: 7 },
      { kind: 'order', created: at },
    ],
    ['by a look at the body, what the person did', ({ id }) => (id === 7 ? placed : undefined), body, undefined],
  ])('%s', (_name, act, data, expected) => {
    expect(said({ identities: [email], ...(act && { act }) }, data)).toMatchObject({ act: expected });
  });
});

describe('a contact of before', () => {
  const before = { ...phone, path: 'seller.phone' } as const;
  const mapping: Sold = { identities: [email, phone], released: [before] };
  const buyer = { email: 'lan@mail.example', phone: '15424681357' };
  test.each<[string, JsonObject, object]>([
    ['is released', { buyer, seller: { phone: '+86 15498761203' } }, { released: ['15498761203 seller.phone'] }],
    ['is not, where it is still theirs', { buyer, seller: { phone: '+86 15424681357' } }, { released: undefined }],
    ['is none', { buyer, seller: { phone: null } }, { released: undefined, discarded: [] }],
    ['is masked', { buyer, seller: { phone: '154****1203' } }, { discarded: ['seller.phone: masked'] }],
  ])('%s', (_name, body, expected) => {
    expect(said(mapping, body)).toMatchObject({
      identities: ['email@ lan@mail.example claimed buyer.email', 'mobile@ 15424681357 claimed buyer.phone'],
      ...expected,
    });
  });
});

describe('what comes of it', () => {
  const body = { buyer: { email: 'lan@mail.example' }, id: 7 };
  test('triggers, always or by a look at the body', () => {
    expect(said({ identities: [email], triggers: ['paid-order'] }, body)).toMatchObject({ triggers: ['paid-order'] });
    const ifPaid: Sold = { identities: [email], triggers: ({ id }) => (id === 7 ? ['paid-order'] : []) };
    expect(said(ifPaid, body)).toMatchObject({ triggers: ['paid-order'] });
    expect(said(ifPaid, { ...body, id: 8 })).toMatchObject({ triggers: [] });
  });

  test('an erase, for the channel alone where it says so', () => {
    expect(said({ identities: [email], effect: 'erase' }, body)).toEqual({
      erase: ['email@ lan@mail.example claimed buyer.email'],
      channel: undefined,
    });
    const channel = () => [{ kind: 'member-no', scope: 'tea' }];
    expect(said({ identities: [email], effect: 'erase', channel }, body)).toMatchObject({
      channel: [{ kind: 'member-no', scope: 'tea' }],
    });
  });

  test('an erase that leads to nobody is for a person', () => {
    expect(said({ identities: [email], effect: 'erase' }, { buyer: { email: '*' } })).toMatchObject({
      ignored: 'needs-an-operator',
      detail: 'no usable identity: buyer.email: masked',
      discarded: ['buyer.email: masked'],
    });
  });

  test('nothing, because', () => {
    const why = { reason: 'event-not-handled', detail: 'not yet paid' } as const;
    expect(said({ identities: [email], unless: () => why }, body)).toMatchObject({ ignored: 'event-not-handled' });
    expect(said({ identities: [email], unless: () => undefined }, body)).toHaveProperty('identities');
    expect(said({ identities: [email] }, body, { unless: () => why })).toMatchObject({ detail: 'not yet paid' });
    expect(said({ identities: [email], lacks: () => 'no id' }, body)).toMatchObject({
      ignored: 'event-without-customer',
      detail: 'no id',
    });
  });

  test('a test of the platform has no effect unless tests count', () => {
    const test = { ...body, guiyi_test: true };
    const acceptsTests = ({ testsCount }: KettleOptions) => testsCount === true;
    expect(said({ identities: [email] }, test)).toMatchObject({ ignored: 'test-delivery' });
    expect(said({ identities: [email] }, test, { acceptsTests })).toMatchObject({ ignored: 'test-delivery' });
    expect(said({ identities: [email] }, test, { acceptsTests }, { testsCount: true })).toHaveProperty('identities');
  });

  test('a rule may be a small function', () => {
    const source = mapHmacSource(kettle(), {
      rules: {
        sold: ({ body: { id } }) => ({ outcome: 'ignored', reason: 'event-not-handled', detail: JSON.stringify(id) }),
      },
    });
    expect(must(source.configure({}))(envelope('sold', { id: 7 }))).toMatchObject({ detail: '7' });
    expect([...(source.paths?.({}).get('sold') ?? [])]).toEqual(ordering);
  });
});

describe('what a source tells of itself', () => {
  const proof = { given: () => undefined, why: 'checked' };
  const source = mapHmacSource(kettle(), {
    rules: {
      sold: {
        identities: [
          memberNo,
          [
            { ...email, proof, basis: 'record' },
            { ...email, path: 'contact', why: 'on the form' },
          ],
        ],
        when: [{ path: 'state', equals: 'paid' }],
        thirdPartyFields: [{ kind: 'mobile', path: 'parcels[n].phone', reason: 'receiver' }],
        profile: { name: 'name', email: 'identity', city: () => undefined },
        nameFrom: 'account',
        act: { kind: 'order', created: ['id', () => undefined] },
        released: [{ ...phone, path: 'seller.phone', why: 'of before' }],
      },
      gone: { identities: [{ ...email, why: 'said so' }] },
    },
  });

  test('evidence: a row for each grade that a place may give, the reasons of several rules together', () => {
    const rows = source.evidence.map(
      ({ kind, field, grade, basis, why }) => `${kind} ${field} ${grade}${basis ? `, ${basis}` : ''}: ${why}`,
    );
    expect(rows).toEqual([
      'member-no buyer.id verified: ours',
      'email buyer.email verified, record: checked',
      'email buyer.email claimed: typed; said so',
      'email contact claimed: on the form',
      'mobile seller.phone claimed: of before',
    ]);
  });

  test('paths: whatever it reads, by type, and by what its events are ordered', () => {
    expect(source.paths?.({})).toEqual(
      new Map([
        [
          'sold',
          [
            ...mustBe('buyer.id', 'buyer.email', 'contact', 'state', 'id', 'name'),
            PARCELS,
            { path: 'seller.phone', mayBeAbsent: true },
            ...mustBe('at'),
          ],
        ],
        ['gone', [...mustBe('buyer.email'), ...ordering]],
      ]),
    );
    expect(source.paths?.({ shop: 7 })).toEqual(new Map());
  });

  test('rules may come from the options', () => {
    const byOptions = mapHmacSource(kettle(), {
      rules: ({ shop = 'x' }) => ({ [`${shop}-sold`]: { identities: [email] } }),
    });
    expect(byOptions.evidence).toBe(configuredEvidence);
    expect([...(byOptions.paths?.({ shop: 'tea' }).keys() ?? [])]).toEqual(['tea-sold']);
    const identify = must(byOptions.configure({ shop: 'tea' }));
    expect(identify(envelope('tea-sold', { buyer: { email: 'a@mail.example' } })).outcome).toBe('changes');
    expect(identify(envelope('sold', { buyer: { email: 'a@mail.example' } })).outcome).toBe('ignored');
  });
});

test('a mapping with a path that no body has does not compile', () => {
  const wrong: Sold = {
    identities: [
      // @ts-expect-error a misspelt field
      { ...email, path: 'buyer.emial' },
    ],
    // @ts-expect-error a misspelt field in a list
    thirdPartyFields: [{ kind: 'mobile', path: 'parcels[n].phnoe', reason: 'receiver' }],
    // @ts-expect-error a misspelt field
    profile: { name: 'nmae' },
  };
  expect(wrong.identities).toHaveLength(1);
});
