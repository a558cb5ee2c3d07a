import * as fc from 'fast-check';
import { describe, test } from 'vitest';
import { CdpError } from '../../../../../functions/shared/cdp/cdp-error.ts';
import type { CdpClient } from '../../../../../functions/shared/cdp/client/client.ts';
import { fuzzing } from '../../../../kit/fuzz.ts';
import { against, customer, folder, group, ok } from './fake.ts';

const pair = { identityType: 'member-no', identityValue: 'M-1' };
const window = { startTime: '2026-01-01 00:00:00', endTime: '2026-01-31 23:59:59' };
const page = { current: 1, size: 10 };
const some = { customerId: customer('7'), customerGroupIdList: [group('8')] };

const calls: readonly ((client: CdpClient) => Promise<unknown>)[] = [
  (client) => client.customerAdd({ name: 'n', mobile: '15931000001', mobileVerified: 0 }),
  (client) => client.createCustomerByIdentity({ identityList: [pair] }),
  (client) => client.customerInfo({ customerId: customer('7') }),
  (client) => client.getCustomerIdByIdentityList({ identityList: [pair] }),
  (client) => client.getCustomerIdByCustomerIdentity(pair),
  (client) => client.singleDelete({ customerId: customer('7') }),
  (client) => client.customerSimpleQuery({ ...window, ...page }),
  (client) =>
    client.updateCustomerAttr({ customerId: customer('7'), attrName: 'a', attrValue: '', isExtendAttr: true }),
  (client) => client.queryAttrValuesByCustomerId({ customerId: customer('7'), attrKeyList: ['name'] }),
  (client) => client.addSingleGroup({ name: 'VIP' }),
  (client) => client.deleteCustomerGroup({ customerGroupId: group('7') }),
  (client) => client.updateCustomerGroup({ customerGroupId: group('7'), type: 1 }),
  (client) => client.customerGroupSimpleQuery(page),
  (client) => client.groupAdd({ name: 'n' }),
  (client) => client.groupDelete({ commonGroupId: folder('7') }),
  (client) => client.groupUpdate({ commonGroupId: folder('7'), name: 'n' }),
  (client) => client.queryTreeFormList(),
  (client) => client.customerAddGroups(some),
  (client) => client.customerDeleteGroups(some),
  (client) => client.customerUpdateGroups(some),
  (client) => client.getCustomerPageByGroupId({ customerGroupId: group('7'), ...page }),
  (client) => client.getGroupsByCustomerId({ customerId: customer('7'), type: 1 }),
];

/** JSON that is more like an answer than chance would make it. */
const names = ['id', 'records', 'total', 'identityList', 'identityType', 'attrList', 'attrKey', 'subList', 'gender'];
const { tree: answerLike } = fc.letrec<{ tree: unknown; leaf: unknown }>((tie) => ({
  leaf: fc.oneof(fc.constant(null), fc.boolean(), fc.integer(), fc.string(), fc.constantFrom('', '7', '0', 'x')),
  tree: fc.oneof(
    { depthSize: 'small' },
    tie('leaf'),
    fc.array(tie('tree'), { maxLength: 3 }),
    fc.dictionary(fc.oneof(fc.constantFrom(...names), fc.string()), tie('tree'), { maxKeys: 5 }),
  ),
}));

describe('whatever the CDP answers', () => {
  test('a method gives a value or a CdpError, and nothing else', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...calls), answerLike, async (call, data) => {
        await call(against([ok(JSON.stringify(data))]).client).catch((error: unknown) => {
          if (!(error instanceof CdpError)) throw error;
        });
      }),
      fuzzing(2000),
    );
  });

  test('and whatever text it is', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...calls),
        fc.string(),
        fc.constantFrom(200, 204, 301, 401, 404, 429, 500),
        async (call, text, status) => {
          await call(against([{ text, status }]).client).catch((error: unknown) => {
            if (!(error instanceof CdpError)) throw error;
          });
        },
      ),
      fuzzing(1000),
    );
  });
});

describe('ids of up to 19 digits', () => {
  const digits = fc.bigInt({ min: 1n, max: 9_223_372_036_854_775_807n }).map(String);

  test('go out and come back digit by digit (Q06)', async () => {
    await fc.assert(
      fc.asyncProperty(digits, digits, async (one, other) => {
        const { client, sent } = against([ok('null'), ok(`[{"id":${other},"name":"g","type":1,"groupId":"${one}"}]`)]);
        await client.customerAddGroups({ customerId: customer(one), customerGroupIdList: [group(other)] });
        const groups = await client.getGroupsByCustomerId({ customerId: customer(one), type: 1 });
        return (
          sent[0]?.body === `{"customerId":${one},"customerGroupIdList":[${other}]}` &&
          sent[1]?.path.includes(`customerId=${one}&`) === true &&
          groups[0]?.id === other &&
          groups[0].groupId === one
        );
      }),
    );
  });
});
