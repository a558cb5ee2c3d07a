import { expect, test } from 'vitest';
import { customerId } from '../../../functions/shared/cdp/ids.ts';
import type { CreateCustomerByIdentity } from '../../../functions/shared/cdp/contract.ts';
import { demoConfig, secrets } from '../../kit/demo.ts';
import { testCdp } from '../../kit/cdp.ts';

const store = { read: async (name: string) => JSON.stringify(secrets[name]) };
const request = (...identityValues: readonly string[]): CreateCustomerByIdentity => ({
  email: '',
  emailVerified: 0,
  gender: 0,
  identityPriorityStrategy: 'custom',
  autoMerge: false,
  identityList: identityValues.map((identityValue) => ({ identityType: 'wechat', identityValue })),
});

test('the sandbox says why it found, created or dropped, and the client hands it on', async () => {
  const { client } = testCdp(Date.now).open(demoConfig(), store);
  const told: Readonly<Record<string, string>>[] = [];
  await client.createCustomerByIdentity(request('wx1:a'), (why) => told.push(why));
  await client.createCustomerByIdentity(request('wx1:b'), (why) => told.push(why));
  await client.createCustomerByIdentity(request('wx1:a', 'wx1:b'), (why) => told.push(why));
  expect(told).toEqual([
    { target: 'created' },
    { target: 'created' },
    { target: 'found-by:wechat', dropped: 'wechat (owned-by-other-customer)' },
  ]);
});

test('the client reads the groups and the whole record of a customer; of nobody it reads nothing', async () => {
  const { client, groups } = testCdp(Date.now).open(demoConfig({}, { messages: { notFound: ['NOT_FOUND'] } }), store);
  const customer = await client.createCustomerByIdentity({ ...request('wx1:a'), city: '昆明' });
  await client.customerAddGroups(customer, [await groups.idOf('Tea')]);
  expect(await client.getGroupsByCustomerId(customer)).toMatchObject([{ name: 'Tea' }]);
  expect(await client.customerRecord(customer)).toMatchObject({ city: '昆明' });
  const nobody = customerId('1');
  if (!nobody) throw new Error('no id');
  expect(await client.getGroupsByCustomerId(nobody)).toEqual([]);
  expect(await client.customerRecord(nobody)).toBeUndefined();
});
