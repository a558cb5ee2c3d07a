import { describe, expect, test } from 'vitest';
import { configuredEvents } from '../../../../../../functions/shared/sources/protocols/hmac/configured-events.ts';
import { sampleConfiguredEvent } from '../../../../../../functions/shared/sources/protocols/hmac/sample-configured-event.ts';
import { openHmacSource, post } from '../../../../../kit/hmac-source.ts';

const mobile = { kind: 'mobile', path: 'buyer.phone' };

describe('what is no configuration', () => {
  test.each<[string, object]>([
    ['no identities', { identities: [] }],
    ['a path with an index', { identities: [{ kind: 'mobile', path: 'buyers[0].phone' }] }],
    ['an empty step', { identities: [{ kind: 'mobile', path: 'buyer..phone' }] }],
    ['an empty list of paths', { identities: [{ kind: 'mobile', path: [] }] }],
    ['an id of a shop without the shop', { identities: [{ kind: 'shopify-customer', path: 'id' }] }],
    ['a grade that nobody knows', { identities: [{ ...mobile, grade: 'sure' }] }],
    ['weak, which only we say', { identities: [{ ...mobile, grade: 'weak' }] }],
    ['a basis that nobody knows', { identities: [{ ...mobile, grade: 'verified', basis: 'sms' }] }],
    ['a basis of what is not proved', { identities: [{ ...mobile, basis: 'act' }] }],
    ['an act that nobody knows', { identities: [mobile], act: { kind: 'visit' } }],
    ['an order without the path to its time', { identities: [mobile], act: { kind: 'order' } }],
    ['a name from nowhere', { identities: [mobile], nameFrom: 'receiver' }],
    ['an unknown moment', { identities: [mobile], triggers: ['paid'] }],
    ['an unknown field', { identities: [mobile], profile: { email: 'buyer.email' } }],
    ['an unknown effect', { identities: [mobile], effect: 'delete' }],
    ['an unknown key', { identities: [mobile], identity: 1 }],
  ])('%s', (_name, event) => {
    expect(configuredEvents.safeParse({ sold: event }).success).toBe(false);
  });
});

describe('what a configured event says', () => {
  const said = (event: object, body: unknown) => {
    const { identify } = openHmacSource('github-style', { events: { sold: event } }, { secret: 'x' });
    return identify({
      specversion: '1.0',
      id: 'i',
      source: '/github-style/a-shop',
      type: 'sold',
      time: '2026-10-02T08:00:00Z',
      datacontenttype: 'application/json',
      data: JSON.parse(JSON.stringify(body)),
      connection: 'a-shop',
      receivedtime: '2026-10-02T08:00:00Z',
    });
  };
  const body = { id: 'M-1', paid: true, buyer: { phone: '15424681357', name: '林岚', email: 'lan@mail.example' } };

  test('identities, claimed unless the brand says otherwise, in their scope', () => {
    const identities = [
      { kind: 'member-no', path: 'id', grade: 'verified', scope: 'tea' },
      { kind: 'till-card', path: 'id', scope: 'till-3' },
      mobile,
    ];
    expect(said({ identities }, body)).toMatchObject({
      changes: [
        {
          identities: [
            { kind: 'member-no', scope: 'tea', value: 'M-1', evidence: { grade: 'verified', field: 'id' } },
            { kind: 'till-card', scope: 'till-3', value: 'M-1', evidence: { grade: 'claimed' } },
            { kind: 'mobile', scope: '', value: '15424681357', evidence: { grade: 'claimed', field: 'buyer.phone' } },
          ],
        },
      ],
    });
  });

  test('a proof rests on a record unless the configuration says that the event is the proof', () => {
    const verified = { ...mobile, grade: 'verified' };
    const card = { kind: 'till-card', path: 'id', grade: 'verified', scope: 'till-3' };
    const number = { kind: 'member-no', path: 'id', grade: 'verified', scope: 'tea' };
    const basesOf = (...identities: object[]) => {
      const outcome = said({ identities }, body);
      if (outcome.outcome === 'ignored') throw new Error(outcome.detail);
      return outcome.changes.flatMap((change) => change.identities.map(({ evidence }) => evidence.basis));
    };
    expect(basesOf(verified, { ...verified, basis: 'act' }, { ...verified, basis: 'record' })).toEqual([
      'record',
      undefined,
      'record',
    ]);
    // A kind of the tenant's own may be a contact; an id of ours is none, and a typed phone is not proved.
    expect(basesOf(card, number, mobile)).toEqual(['record', undefined, undefined]);
  });

  test('what the event tells of, and where its name comes from', () => {
    const named = { identities: [mobile], profile: { name: 'buyer.name' } };
    const [order, account] = [{ kind: 'order', created: 'placed' }, 'account'];
    expect(said(named, body)).toEqual({
      outcome: 'changes',
      changes: [expect.not.objectContaining({ act: expect.anything() })],
    });
    expect(said(named, body)).toMatchObject({ changes: [{ nameFrom: 'beside-contact' }] });
    expect(
      said({ ...named, act: order, nameFrom: account }, { ...body, placed: '2026-01-05T09:30:00+08:00' }),
    ).toMatchObject({
      changes: [{ act: { kind: 'order', created: '2026-01-05T09:30:00+08:00' }, nameFrom: 'account' }],
    });
    expect(said({ ...named, act: { kind: 'record' } }, body)).toMatchObject({ changes: [{ act: { kind: 'record' } }] });
  });

  test('of several paths the first that holds anything', () => {
    const identities = [{ kind: 'email', path: ['contact', 'buyer.email'] }];
    expect(said({ identities }, body)).toMatchObject({ changes: [{ identities: [{ value: 'lan@mail.example' }] }] });
    expect(said({ identities }, { ...body, contact: 'no@mail.example' })).toMatchObject({
      changes: [
        { identities: [{ value: 'no@mail.example' }], discarded: [{ field: 'buyer.email', reason: 'receiver' }] },
      ],
    });
  });

  test('profile, triggers, and the address as a field', () => {
    const event = {
      identities: [{ kind: 'email', path: 'buyer.email' }],
      profile: { name: 'buyer.name' },
      emailField: true,
      triggers: ['paid-order'],
    };
    expect(said(event, body)).toMatchObject({
      changes: [{ profile: { name: '林岚', email: 'lan@mail.example' }, triggers: ['paid-order'] }],
    });
  });

  test.each([
    [
      'all hold',
      [
        { path: 'paid', equals: 'true' },
        { path: 'id', equals: 'M-1' },
      ],
      'changes',
    ],
    [
      'one does not',
      [
        { path: 'paid', equals: 'true' },
        { path: 'id', equals: 'M-2' },
      ],
      'ignored',
    ],
    ['one is not there', [{ path: 'state', equals: 'done' }], 'ignored'],
  ])('when: %s', (_name, when, outcome) => {
    expect(said({ identities: [mobile], when }, body).outcome).toBe(outcome);
  });

  test('an erase by the type that the body names', () => {
    const events = { 'member.gone': { identities: [mobile], effect: 'erase' } };
    const { identify, envelopeOf } = openHmacSource('github-style', { typePath: 'type', events }, { secret: 'x' });
    const request = post(JSON.stringify({ ...body, type: 'member.gone' }), { 'x-github-event': 'sold' });
    expect(identify(envelopeOf(request))).toMatchObject({
      changes: [{ kind: 'erase', identities: [{ kind: 'mobile' }] }],
    });
  });
});

test('a sample has something wherever the configuration looks', () => {
  const parsed = configuredEvents.parse({
    sold: {
      identities: [
        { kind: 'member-no', path: 'who.no', scope: 's' },
        { kind: 'email', path: ['who.mail', 'x'] },
      ],
      profile: { name: 'who.name', birthday: 'born' },
      when: [{ path: 'state.paid', equals: 'yes' }],
    },
  });
  expect(sampleConfiguredEvent(parsed, 'sold', { now: 0, sequence: 1 }, { type: 'sold' })).toMatchObject({
    type: 'sold',
    who: { no: 'sample-member-no-1001', mail: 'own.buyer.1@mail.example', name: expect.any(String) },
    born: '1997-02-03',
    state: { paid: 'yes' },
  });
  expect(sampleConfiguredEvent(parsed, 'constructor', { now: 0, sequence: 1 })).toBeUndefined();
});
