import assert from 'node:assert/strict';
import {
  cdpClient,
  CdpError,
  type CustomerId,
  customerId,
  endpoints,
  exchangedToken,
  fetchTransport,
  fixedToken,
  type ObservedRequest,
} from 'guiyi/cdp';
import { listenSandbox, strictSwitches, switchDefinitions, type Switches } from 'guiyi/sandbox';

// What somebody's own program may do with the package; what is marked as an error must be one.

const credentials = { appKey: 'somebody', secret: 'invented' };
const listening = await listenSandbox({ port: 0, credentials: [credentials] });
assert.match(listening.url, /^http:\/\/127\.0\.0\.1:\d+$/);

const requests: ObservedRequest[] = [];
const transport = fetchTransport(listening.url, 5);
const token = exchangedToken(transport, credentials);
const cdp = cdpClient({ transport, token, observe: (request) => requests.push(request) });

const mobile = (identityValue: string) => [{ identityType: 'mobile', identityValue }];
const id: CustomerId = await cdp.createCustomerByIdentity({
  identityList: mobile('15931000001'),
  nickName: '小林',
  identityPriorityStrategy: 'custom',
  targetCustomerStrategy: 'identityFirst',
  autoMerge: false,
});
assert.match(id, /^\d{19}$/);
assert.notEqual(String(Number(id)), id, 'an id that a number would round');
assert.equal(await cdp.getCustomerIdByIdentityList({ identityList: mobile('15931000001') }), id);
assert.equal(customerId(id), id);

const customer = await cdp.customerInfo({ customerId: id });
assert.deepEqual(customer?.identityList, mobile('15931000001'));
const nickName: string | undefined = customer.nickName;
assert.equal(nickName, '小林');

const stranger: CustomerId | undefined = await cdp.getCustomerIdByIdentityList({ identityList: mobile('15931000002') });
assert.equal(stranger, undefined);

const names = ['Buyers', 'Members', 'Visitors'];
const groups = await Promise.all(names.map((name) => cdp.addSingleGroup({ name })));
await cdp.customerAddGroups({ customerId: id, customerGroupIdList: groups });
const found = new Set<string | undefined>();
for await (const { name } of cdp.customerGroups({}, 2)) found.add(name);
assert.deepEqual(found, new Set(names));
assert.equal(requests.filter(({ endpoint }) => endpoint === 'customerGroupSimpleQuery').length, 2, 'two pages');
const [buyers] = groups;
assert.ok(buyers);
for await (const member of cdp.customersOfGroup(buyers)) assert.equal(member.nickName, '小林');

const refused = await cdp
  .updateCustomerAttr({ customerId: id, attrName: 'no-such', attrValue: '', isExtendAttr: true })
  .then(
    () => undefined,
    (error: unknown) => error,
  );
assert.ok(refused instanceof CdpError);
assert.equal(refused.kind, 'rejected');
assert.equal(refused.endpoint, 'updateCustomerAttr');

const unaccepted = cdpClient({ transport, token: fixedToken('none'), patterns: { auth: [/^E_TOKEN/] }, retry: false });
await assert.rejects(unaccepted.customerInfo({ customerId: id }), { name: 'CdpError', kind: 'auth' });

assert.equal(Object.keys(endpoints).length, 22);
const switches: Switches = { ...strictSwitches, ids: 'safe-integers' };
assert.equal(switches.mergedId, switchDefinitions.mergedId.strict);
const direct = listening.sandbox.createCustomerByIdentity({
  identityList: mobile('15931000001'),
  email: '',
  emailVerified: 0,
  gender: 0,
});
assert.equal(direct.ok, true);
await listening.close();
console.log('done');

/** Never called: these are for the compiler. */
export function mistakes(): void {
  // @ts-expect-error a text is no id until somebody has looked at it
  void cdp.customerInfo({ customerId: '1' });
  // @ts-expect-error a customer is no group
  void cdp.deleteCustomerGroup({ customerGroupId: id });
  // @ts-expect-error a pair has a value too
  void cdp.createCustomerByIdentity({ identityList: [{ identityType: 'mobile' }] });
  // @ts-expect-error there is no such strategy
  void cdp.createCustomerByIdentity({ identityList: [], identityPriorityStrategy: 'first' });
  // @ts-expect-error there is no such switch
  void ({ mergedIds: 'error' } satisfies Partial<Switches>);
  // @ts-expect-error a token comes from a provider
  cdpClient({ transport, token: 'none' });
}
