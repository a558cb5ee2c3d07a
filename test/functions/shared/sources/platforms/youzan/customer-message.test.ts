import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../../../../functions/shared/json/lossless.ts';
import { openId, order, phone, push, request, source } from './pushes.ts';

const AUTHORISED = 'OPEN_PUSH_SCRM_CUSTOMER_AUTH_MOBILE';
const CHANGED = 'OPEN_PUSH_SCRM_MEMBER_MOBILE_CHANGE';
const MERGED = 'OPEN_PUSH_SCRM_MEMBER_MERGE';

const other = 'InVentEd000000000000000002';
const newPhone = '15931000002';
const shop = { node_kdt_id: 10_000_000, root_kdt_id: 10_000_000, sign: 'x' };
const authorisation: JsonObject = { ...shop, is_auth_root: false, mobile: phone, yz_open_id: openId };
const change: JsonObject = { ...shop, old_mobile: phone, new_mobile: newPhone, yz_open_id: openId };
const merge: JsonObject = { ...shop, from_yz_open_id: other, to_yz_open_id: openId };

const received = (type: string | undefined, body: JsonObject) =>
  source().decode(request(body, type === undefined ? {} : { 'event-type': type }));
const said = (type: string, data: JsonObject, options: object = {}) =>
  source({ unconfirmedMessages: true, ...options }).said(type, data);
const id = (field: string, value = openId) => ({
  kind: 'youzan-open-id',
  scope: '',
  value,
  evidence: { grade: 'verified', field },
});
const tel = (field: string, value: string, grade: string) => ({
  kind: 'mobile',
  scope: '',
  value,
  evidence: { grade, field },
});

describe('a body without a type, named by a header that nothing signs', () => {
  test.each([
    [AUTHORISED, authorisation, openId],
    [CHANGED, change, openId],
    [CHANGED, { ...shop, mobile: newPhone, old_mobile: phone, yz_open_id: openId }, openId],
    [MERGED, merge, openId],
    [MERGED, { ...shop, from: other, to: openId }, openId],
    [MERGED, { ...shop, from: { yz_open_id: other }, to: { yz_open_id: openId } }, openId],
  ])('%s that fits is taken as it is, in the order of its member', (type, body, subject) => {
    expect(received(type, body)).toMatchObject({ outcome: 'events', events: [{ type, subject, data: body }] });
  });

  test.each<readonly [string, JsonObject]>([
    // Each of the three under the names of the others
    [CHANGED, authorisation],
    [MERGED, authorisation],
    [AUTHORISED, change],
    [MERGED, change],
    [AUTHORISED, merge],
    [CHANGED, merge],
    // A name of the older generation, whose bodies sign their type
    ['trade_TradePaid', authorisation],
    ['SCRM_CUSTOMER_EVENT', authorisation],
    // A name that nobody knows, by which a known body would be lost
    ['ITEM_INFO', authorisation],
    ['constructor', merge],
    // A second phone or member by a name that nobody knows
    [AUTHORISED, { ...shop, mobile: phone, before_mobile: newPhone, yz_open_id: openId }],
    [AUTHORISED, { ...shop, mobile: phone, target_open_id: other, yz_open_id: openId }],
    // Not whole
    [AUTHORISED, { ...shop, yz_open_id: openId }],
    [AUTHORISED, { ...shop, mobile: phone, is_auth_root: true }],
    [MERGED, { ...shop, from_yz_open_id: other }],
    [CHANGED, { ...shop, old_mobile: phone, yz_open_id: openId }],
  ])('%s that does not fit is kept and not believed: %j', (type, body) => {
    expect(received(type, body)).toMatchObject({ outcome: 'undecodable', reason: 'body-does-not-fit-type' });
  });

  test('without a header it has no type', () => {
    expect(received(undefined, authorisation)).toMatchObject({ outcome: 'undecodable', reason: 'type-missing' });
    expect(received('', authorisation)).toMatchObject({ outcome: 'undecodable', reason: 'type-missing' });
  });

  test('of a type and a form that nobody knows it is an event, and none that concerns us', () => {
    expect(received('OPEN_PUSH_OF_TOMORROW', shop)).toMatchObject({ events: [{ type: 'OPEN_PUSH_OF_TOMORROW' }] });
    expect(said('OPEN_PUSH_OF_TOMORROW', shop)).toMatchObject({ reason: 'event-not-handled' });
  });

  test('a type inside the body is signed, and no header changes it', () => {
    const paid = push('trade_TradePaid', order());
    expect(received(AUTHORISED, paid)).toMatchObject({ events: [{ type: 'trade_TradePaid' }] });
  });

  test('the same body again is the same event, under whatever name', () => {
    const idOf = (type: string, body: JsonObject) => {
      const decoding = received(type, body);
      return decoding.outcome === 'events' ? decoding.events[0]?.idParts : undefined;
    };
    expect(idOf(AUTHORISED, authorisation)).toEqual(idOf(AUTHORISED, authorisation));
    expect(idOf(AUTHORISED, authorisation)).not.toEqual(idOf(AUTHORISED, { ...authorisation, mobile: newPhone }));
  });
});

/** In the body itself, and in the envelope that signs its type. */
const forms = [
  ['in the body itself', '', (_type: string, content: JsonObject) => content],
  ['in the envelope', 'msg.', (type: string, content: JsonObject) => push(type, content)],
] as const;

describe.each(forms)('%s', (_name, at, form) => {
  test('an authorisation proves the phone, and that is what the customer did', () => {
    expect(said(AUTHORISED, form(AUTHORISED, authorisation))).toEqual({
      outcome: 'changes',
      changes: [
        {
          kind: 'upsert',
          identities: [id(`${at}yz_open_id`), tel(`${at}mobile`, phone, 'verified')],
          profile: {},
          triggers: [],
        },
      ],
    });
  });

  test('a phone that is hidden is refused, and the member stays', () => {
    expect(said(AUTHORISED, form(AUTHORISED, { ...authorisation, mobile: '159****0001' }))).toMatchObject({
      changes: [{ identities: [id(`${at}yz_open_id`)], discarded: [{ field: `${at}mobile`, reason: 'masked' }] }],
    });
  });

  test('a phone without its member is nobody’s', () => {
    const hidden = { ...authorisation, yz_open_id: '$Yz$AbCdEfGh0123$1$$' };
    expect(said(AUTHORISED, form(AUTHORISED, hidden))).toMatchObject({ reason: 'event-without-customer' });
    const number = { ...authorisation, yz_open_id: phone };
    expect(said(AUTHORISED, form(AUTHORISED, number))).toMatchObject({ reason: 'identity-unusable' });
  });

  test('a change releases the old phone, and only claims the new one', () => {
    expect(said(CHANGED, form(CHANGED, change))).toEqual({
      outcome: 'changes',
      changes: [
        {
          kind: 'upsert',
          identities: [id(`${at}yz_open_id`), tel(`${at}new_mobile`, newPhone, 'claimed')],
          profile: {},
          triggers: [],
          act: { kind: 'record' },
          released: [tel(`${at}old_mobile`, phone, 'claimed')],
        },
      ],
    });
  });

  test('a change to the same phone releases nothing', () => {
    const same = { ...change, old_mobile: newPhone };
    const outcome = said(CHANGED, form(CHANGED, same));
    expect(outcome).toMatchObject({ outcome: 'changes' });
    expect(JSON.stringify(outcome)).not.toContain('released');
  });

  test('a merge waits for a person, unless the options let it connect', () => {
    const data = form(MERGED, merge);
    expect(said(MERGED, data)).toMatchObject({
      outcome: 'ignored',
      reason: 'needs-an-operator',
      detail: 'Youzan merges members, and options.onMerge leaves it to a person',
    });
    expect(said(MERGED, data, { onMerge: 'connect' })).toMatchObject({
      changes: [
        {
          identities: [id(`${at}to_yz_open_id`), id(`${at}from_yz_open_id`, other)],
          act: { kind: 'record' },
          mergedIds: true,
        },
      ],
    });
  });

  test.each([
    [CHANGED, change],
    [MERGED, merge],
  ])('%s, whose fields nothing confirms, waits in the dead letters until the options take it', (type, content) => {
    for (const onMerge of ['case', 'connect']) {
      expect(said(type, form(type, content), { unconfirmedMessages: undefined, onMerge })).toEqual({
        outcome: 'ignored',
        reason: 'identity-unusable',
        detail: `the fields of ${type} are not confirmed, and options.unconfirmedMessages is not set`,
      });
    }
  });

  test('a merge of which one member cannot be read waits for a person, whatever the options say', () => {
    const data = form(MERGED, { ...merge, from_yz_open_id: 'null' });
    for (const onMerge of ['case', 'connect']) {
      expect(said(MERGED, data, { onMerge })).toMatchObject({ reason: 'needs-an-operator' });
    }
  });
});

test('a body by itself that does not say that it is an authorisation proves no phone', () => {
  const { is_auth_root: _, ...body } = authorisation;
  expect(said(AUTHORISED, body)).toMatchObject({
    changes: [{ identities: [id('yz_open_id'), tel('mobile', phone, 'claimed')] }],
  });
});

test('of another shop', () => {
  const elsewhere = { node_kdt_id: 20_000_000, root_kdt_id: 20_000_001 };
  expect(said(AUTHORISED, { ...authorisation, ...elsewhere })).toMatchObject({ reason: 'wrong-account' });
  expect(said(AUTHORISED, { ...authorisation, ...elsewhere, root_kdt_id: 10_000_000 })).toMatchObject({
    outcome: 'changes',
  });
});
