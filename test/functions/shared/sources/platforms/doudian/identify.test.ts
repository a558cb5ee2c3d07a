import { describe, expect, test } from 'vitest';
import { source } from './messages.ts';

const said = (tag: string, data: object | string, options?: object) =>
  source(options).said(tag, { tag, msg_id: 'm', data: JSON.parse(JSON.stringify(data)) });
const data = { p_id: '6900000000000000001', shop_id: 20_000_001 };

test.each([
  '100',
  '101',
  '102',
  '103',
  '104',
  '105',
  '106',
  '108',
  '109',
  '110',
  '111',
  '113',
  '126',
  '200',
  '201',
  '202',
  '203',
  '204',
  '205',
  '206',
  '207',
  '208',
  '209',
  '211',
  '212',
  '213',
  '214',
  '215',
  '216',
  '217',
  '218',
  '224',
  '225',
  '226',
  '227',
])('tag %s names an order and no buyer, and says so', (tag) => {
  expect(said(tag, data)).toMatchObject({
    outcome: 'ignored',
    reason: 'event-without-customer',
    detail: expect.stringMatching(new RegExp(`^tag ${tag} gives no identity: `)),
  });
});

describe('nobody in it is the buyer', () => {
  test.each([
    ['in the clear', { tel: '15931000008' }, ['tel']],
    ['masked and encrypted', { tel: '159****0008', encrypt_tel: '$159$AbCd$1$$', name: '代*' }, ['tel', 'encrypt_tel']],
    ['virtual', { tel: '18400913965-7576' }, ['tel']],
    ['nothing', { tel: '', encrypt_tel: null }, []],
  ])('a receiver %s', (_form, receiver, fields) => {
    const outcome = said('102', { ...data, receiver_msg: receiver });
    const discarded = outcome.outcome === 'ignored' ? (outcome.discarded ?? []) : [];
    expect(discarded.map(({ field, reason }) => `${field}: ${reason}`)).toEqual(
      fields.map((field) => `data.receiver_msg.${field}: receiver`),
    );
  });

  test('an id that the documents do not have', () => {
    expect(said('101', { ...data, doudian_open_id: 'AbCdEf==', open_id: '1@#x' })).toMatchObject({
      reason: 'event-without-customer',
    });
  });
});

test.each([
  ['another tag', '999', data, 'event-not-handled'],
  ['a probe', '0', 'x', 'event-not-handled'],
  ['another shop', '101', { ...data, shop_id: 20_000_002 }, 'wrong-account'],
  ['no shop', '101', { p_id: '1' }, 'wrong-account'],
  ['no message', '101', 'text', 'event-without-customer'],
])('%s', (_name, tag, content, reason) => {
  expect(said(tag, content)).toMatchObject({ reason });
});

test('without shopId any shop', () => {
  expect(said('101', { shop_id: 20_000_002 }, {})).toMatchObject({ reason: 'event-without-customer' });
});
