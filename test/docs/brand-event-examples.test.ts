import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { exported, type Row } from '../../docs/examples/brand-events/crm-export.ts';
import { loggedIn } from '../../docs/examples/brand-events/log-in-service.ts';
import { told } from '../../docs/examples/brand-events/till.ts';
import { deliveryWorld } from '../kit/delivery.ts';
import { openInlet } from '../kit/inlet.ts';
import { openId } from '../kit/wechat-ids.ts';

const docs = join(import.meta.dirname, '../../docs');
const APP = 'wx00d3m000d3m00001';

/** What the brand's systems put into the inlet queue, and the customers that come of it. */
function brand() {
  const inlet = openInlet();
  const world = deliveryWorld();
  return {
    /** How each event of a message ended. */
    put: async (body: string) => {
      const events = await inlet.put(body);
      if (typeof events === 'string') throw new Error(events);
      const outcomes = [];
      for (const event of events) outcomes.push((await world.deliver(event)).outcome);
      return outcomes;
    },
    customers: () => world.cdp.customers().map(({ identities }) => identities),
  };
}

test.each(['log-in-service', 'till', 'crm-export'])('%s is shown as it is', (name) => {
  const page = readFileSync(join(docs, 'sources/brand-events.md'), 'utf8');
  expect(page).toContain(`\`\`\`ts\n${readFileSync(join(docs, `examples/brand-events/${name}.ts`), 'utf8')}\`\`\``);
});

const logIn = {
  id: 'log-in-1',
  at: new Date('2026-03-01T04:00:00Z'),
  memberNo: 'M-000017',
  appId: APP,
  session: { openid: openId('oLan'), unionid: openId('oGuiyiUnionLan') },
  phoneInfo: {
    phoneNumber: '15931000001',
    purePhoneNumber: '15931000001',
    countryCode: '86',
    watermark: { timestamp: 1_772_337_600, appid: APP },
  },
};

test('a log-in service: whoever logs in is one customer, under all that the log-in has proved', async () => {
  const { put, customers } = brand();
  expect(await put(loggedIn(logIn))).toEqual([{ outcome: 'done' }]);
  expect(await put(loggedIn(logIn))).toMatchObject([{ reason: 'already-done' }]);
  expect(customers()).toEqual([
    expect.arrayContaining([
      'member-no=M-000017',
      `wechat=${APP}:${openId('oLan')}`,
      `wechat-unionid=${openId('oGuiyiUnionLan')}`,
      'mobile=15931000001',
    ]),
  ]);
});

test('a log-in service: a German phone that looks like one of the mainland is none', async () => {
  const { put, customers } = brand();
  await put(loggedIn({ ...logIn, id: 'a', memberNo: 'M-1', session: { openid: openId('oAnn') }, phoneInfo: german }));
  const mainland = { phoneNumber: '15235557109', purePhoneNumber: '15235557109', countryCode: '86' };
  await put(loggedIn({ ...logIn, id: 'b', memberNo: 'M-2', session: { openid: openId('oBo') }, phoneInfo: mainland }));
  expect(customers()).toHaveLength(2);
  expect(customers()[1]).toContain('mobile=15235557109');
  expect(customers()[0]).not.toContain('mobile=15235557109');
});
const german = { phoneNumber: '+4915235557109', purePhoneNumber: '15235557109', countryCode: '49' };

const receipt = { till: 'till-3', number: '0001', paidAt: new Date('2026-03-01T04:00:00Z') };
const send = (event: string | undefined) => {
  if (event === undefined) throw new Error('the receipt names nobody');
  return event;
};

/** Somebody with the phone of the log-in, of whom nothing tells that they are another person than a member. */
const withPhone = JSON.stringify({
  ...(JSON.parse(loggedIn(logIn)) as object),
  data: {
    identities: [
      { kind: 'mobile', value: logIn.phoneInfo },
      { kind: 'email', value: 'lan.lin@mail.example' },
    ],
  },
});

test('a till: a card names its holder, a phone that was typed connects no two customers', async () => {
  const { put, customers } = brand();
  await put(withPhone);
  await put(send(told({ ...receipt, memberNo: 'M-000099', phone: '15931000001' })));
  expect(customers()).toHaveLength(2);
  expect(customers()[1]).toEqual(['member-no=M-000099']);
});

test('a till: a guest with a phone is a customer, and a receipt without either is no event', async () => {
  const { put, customers } = brand();
  expect(told(receipt)).toBeUndefined();
  const guest = send(told({ ...receipt, phone: '15931000002' }));
  await put(guest);
  expect(await put(guest)).toMatchObject([{ reason: 'already-done' }]);
  expect(customers()).toEqual([['mobile=15931000002']]);
});

const row: Row = {
  memberNo: '000017',
  changedAt: '2026-03-01T12:00:00+08:00',
  name: '林晓岚',
  mobile: '15931000001',
  country: '',
  isMobileConfirmed: true,
  email: 'lan.lin@mail.example',
};

test('a CRM export: each row of a message is its own event, and numbers keep their zeros', async () => {
  const { put, customers } = brand();
  const rows = [
    row,
    { ...row, memberNo: '000018', mobile: '015235557109', country: 'DE', isMobileConfirmed: false, email: '' },
  ];
  const [message, ...more] = exported(rows);
  expect(more).toEqual([]);
  expect(await put(message ?? '')).toEqual([{ outcome: 'done' }, { outcome: 'done' }]);
  expect(await put(message ?? '')).toMatchObject([{ reason: 'already-done' }, { reason: 'already-done' }]);
  expect(customers()).toHaveLength(2);
  expect(customers()[0]).toEqual(
    expect.arrayContaining(['member-no=000017', 'mobile=15931000001', 'email=lan.lin@mail.example']),
  );
  expect(customers()[1]).toContain('member-no=000018');
});

test.each([
  ['a phone that the CRM never confirmed connects nobody', false, 2],
  ['one that it has confirmed finds whoever has it', true, 1],
])('a CRM export: %s', async (_name, isMobileConfirmed, expected) => {
  const { put, customers } = brand();
  await put(withPhone);
  for (const message of exported([{ ...row, isMobileConfirmed }])) await put(message);
  expect(customers()).toHaveLength(expected);
});

test('a CRM export: 1,201 rows are three messages, each below the limit of SQS', () => {
  const rows = Array.from({ length: 1201 }, (_, index) => ({ ...row, memberNo: String(index) }));
  const messages = [...exported(rows)];
  expect(messages.map((message) => (JSON.parse(message) as unknown[]).length)).toEqual([500, 500, 201]);
  expect(Math.max(...messages.map((message) => Buffer.byteLength(message)))).toBeLessThan(1024 * 1024);
});
