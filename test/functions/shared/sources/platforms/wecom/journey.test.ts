import { describe, expect, test } from 'vitest';
import { MINUTE } from '../../../../../kit/clock.ts';
import { demoConfig } from '../../../../../kit/demo.ts';
import { deliveryWorld, memberBound } from '../../../../../kit/delivery.ts';
import { webhookEndpoint } from '../../../../../kit/webhook-endpoint.ts';
import {
  check,
  contact,
  corpId,
  customer,
  employee,
  providerCorpId,
  push,
  secret,
  suite,
  suiteForm,
  suiteId,
} from './events.ts';

const added = 'change_external_contact.add_external_contact';
const deleted = 'change_external_contact.del_follow_user';
const external = 'wecom-external-userid=wmGuiyiSampleCustomer00000000001';

describe('from a push to a customer of the CDP', () => {
  const groups = { 'WeCom customers': { join: ['employee-added'], leave: ['employee-removed'] } } as const;

  test('whom an employee added is a customer in the group, and leaves it with the employee', async () => {
    const world = deliveryWorld({ config: demoConfig({ groups }) });
    await world.deliver(await world.sample('wecom-demo', added));
    expect(world.cdp.customers()).toMatchObject([
      { identities: [external], groups: ['WeCom customers'], profile: { subscribeSource: 'store_0042' } },
    ]);
    world.clock.pass(MINUTE);
    await world.deliver(await world.sample('wecom-demo', deleted, { sequence: 2 }));
    expect(world.cdp.customers()).toMatchObject([{ identities: [external], groups: [] }]);
  });

  test('two customers of one employee stay two', async () => {
    const world = deliveryWorld();
    await world.deliver(await world.sample('wecom-demo', added));
    await world.deliver(
      await world.sample('wecom-demo', added, {
        sequence: 2,
        change: (payload) => (payload['ExternalUserID'] = 'wmGuiyiSampleCustomer00000000002'),
      }),
    );
    expect(world.cdp.customers().map(({ identities }) => identities)).toEqual([
      [external],
      ['wecom-external-userid=wmGuiyiSampleCustomer00000000002'],
    ]);
  });

  test('a log-in that proves contact and phone makes the two customers one', async () => {
    const world = deliveryWorld();
    await world.deliver(await world.sample('wecom-demo', added));
    await world.deliver(memberBound([{ kind: 'mobile', value: '15931000001' }]));
    expect(world.cdp.customers()).toHaveLength(2);
    world.clock.pass(MINUTE);
    const bound = [
      { kind: 'wecom-external-userid', scope: 'ww00d3m000d3m00001', value: 'wmGuiyiSampleCustomer00000000001' },
      { kind: 'mobile', value: '15931000001' },
    ];
    await world.deliver(memberBound(bound, { id: 'bound' }));
    expect(world.cdp.customers()).toMatchObject([{ identities: ['mobile=15931000001', external] }]);
  });

  test.each(['change_external_chat.update', 'change_external_tag.create', 'kf_msg_or_event'])(
    '%s makes no customer and no call',
    async (event) => {
      const world = deliveryWorld();
      await world.deliver(await world.sample('wecom-demo', event));
      expect(world.cdp.calls()).toEqual([]);
    },
  );
});

describe('a suite at the front door', () => {
  const config = demoConfig({ connections: { suite: { source: 'wecom', options: suite } }, groups: {} });
  const open = () => webhookEndpoint(config, { suite: secret });

  test.each([
    ['a ticket', '<InfoType>suite_ticket</InfoType><SuiteTicket>S3CRET</SuiteTicket>', 'suite_ticket'],
    ['an installation', '<InfoType>create_auth</InfoType><AuthCode>S3CRET</AuthCode>', 'create_auth'],
    [
      'a customer',
      `<InfoType>change_external_contact</InfoType>${contact('add_external_contact', '<WelcomeCode>S3CRET</WelcomeCode>')}`,
      added,
    ],
  ])('%s is acknowledged with success; its code stands nowhere', async (_name, fields, type) => {
    const { send, queue, observed, archive, log } = open();
    const request = push(suiteForm(fields), suiteId);
    expect(await send('suite', request)).toMatchObject({ statusCode: 200, body: 'success' });
    expect(observed).toMatchObject([{ type, source: '/wecom/suite' }]);
    expect(archive.objects.size).toBe(0);
    expect(JSON.stringify(queue.sent) + JSON.stringify(observed) + log.text()).not.toContain('S3CRET');
    expect(log.text()).not.toContain(customer);
    expect(log.text()).not.toContain(employee);
  });

  test('sent again and encrypted anew, an event is the same event', async () => {
    const { send, queue } = open();
    const message = suiteForm(`<InfoType>change_external_contact</InfoType>${contact('del_follow_user')}`);
    await send('suite', push(message, suiteId));
    await send('suite', push(message, suiteId));
    const [one, other] = queue.sent;
    expect([other?.groupId, other?.deduplicationId]).toEqual([one?.groupId, one?.deduplicationId]);
  });

  test('the URL check is answered with its plaintext and nothing is queued', async () => {
    const { send, queue } = open();
    expect(await send('suite', check('1616140317555161061', providerCorpId))).toMatchObject({
      statusCode: 200,
      headers: { 'content-type': 'text/plain; charset=utf-8' },
      body: '1616140317555161061',
    });
    expect(queue.sent).toEqual([]);
  });

  test('a data callback of the corp comes in too; one for another corp does not', async () => {
    const { send, observed, log } = open();
    const message = `<xml><ToUserName>${corpId}</ToUserName><MsgType>event</MsgType><Event>kf_msg_or_event</Event></xml>`;
    expect(await send('suite', push(message, corpId))).toMatchObject({ statusCode: 200, body: '' });
    expect(await send('suite', push(message, 'ww0000000000000002'))).toMatchObject({
      statusCode: 403,
      body: 'refused',
    });
    expect(observed).toMatchObject([{ type: 'kf_msg_or_event' }]);
    expect(log.lines().at(-1)).toMatchObject({
      reason: 'wrong-account',
      detail: 'encrypted for ww00****02, and not for this connection',
    });
  });

  test('a secret of another corp: WeCom is asked to come again', async () => {
    const { send, log } = webhookEndpoint(config, { suite: { ...secret, corpId: 'ww0000000000000002' } });
    const message = suiteForm(`<InfoType>change_external_contact</InfoType>${contact('del_follow_user')}`);
    expect(await send('suite', push(message, suiteId))).toMatchObject({ statusCode: 503 });
    expect(log.lines()).toMatchObject([{ reason: 'secret-missing' }]);
  });
});
