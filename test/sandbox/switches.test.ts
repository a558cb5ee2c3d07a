import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isJsonObject, type JsonObject } from '../../functions/shared/json/lossless.ts';
import {
  strictSwitches,
  switchDefinitions,
  switchNames,
  type SwitchName,
  type Switches,
} from '../../sandbox/switches.ts';
import { idIn, liveCustomers, pairOf, send, TestSandbox, tokenOf, unknown } from './harness.ts';

/* Every switch, on both sides: the strict reading of the documents, and the other. */

let cdp: TestSandbox;
beforeEach(() => (cdp = new TestSandbox()));
afterEach(() => cdp.close());

const set = (switches: Partial<Switches>) => expect(cdp.own('POST', '/sandbox/switches', switches).code).toBe(0);
const create = (pairs: string[], body: Record<string, unknown> = {}, query: Record<string, string> = {}) =>
  cdp.post('createCustomerByIdentity', { ...unknown, identityList: pairs.map(pairOf), ...body }, query);
const info = (customerId: string): JsonObject => {
  const { data } = cdp.get('customerInfo', { customerId });
  if (!isJsonObject(data)) throw new Error('no customer');
  return data;
};
const merged = (): { survivor: string; loser: string } => {
  const survivor = cdp.customer(['mobile=15931000001'], { nickName: 'Mei' });
  const loser = cdp.customer(['wechat=wx1:a']);
  cdp.customer(['mobile=15931000001', 'wechat=wx1:a'], { autoMerge: true });
  return { survivor, loser };
};

describe('the list of switches', () => {
  it('names the quirk, the meaning, the default and the allowed values of each', () => {
    const { data } = cdp.own('GET', '/sandbox/switches/definitions');
    expect(data).toHaveLength(switchNames.length);
    expect(data).toContainEqual({
      name: 'mergedId',
      quirk: 'merge',
      meaning: expect.stringContaining('survivor'),
      default: 'redirect',
      allowed: 'redirect or error',
      value: 'redirect',
    });
    for (const name of switchNames)
      expect(switchDefinitions[name].quirk).toMatch(/^(Q[0-4]\d|merge|delete|blocklist)$/);
  });

  it('is strict until a switch is set; what is left out stays', () => {
    expect(cdp.own('GET', '/sandbox/switches').data).toEqual(strictSwitches);
    set({ mergedId: 'error' });
    set({ maxPageSize: 10 });
    expect(cdp.own('GET', '/sandbox/switches').data).toEqual({ ...strictSwitches, mergedId: 'error', maxPageSize: 10 });
  });

  it('refuses a name that it lacks, with the nearest one, and then sets nothing', () => {
    expect(cdp.own('POST', '/sandbox/switches', { mergedId: 'error', zeroOverwrite: false }).msg).toBe(
      'E_SWITCH_UNKNOWN: there is no switch zeroOverwrite; did you mean zeroOverwrites?',
    );
    expect(cdp.own('POST', '/sandbox/switches', { colour: 'red' }).msg).toBe(
      'E_SWITCH_UNKNOWN: there is no switch colour; GET /sandbox/switches/definitions lists them',
    );
    expect(cdp.own('GET', '/sandbox/switches').data).toEqual(strictSwitches);
    expect(() => new TestSandbox({ switches: JSON.parse('{"mergedIds":"error"}') as Partial<Switches> })).toThrow(
      'there is no switch mergedIds; did you mean mergedId?',
    );
  });

  it.each([
    ['mergedId', 'follow', 'redirect or error'],
    ['zeroOverwrites', 'false', 'true or false'],
    ['maxMergesPerCall', 0, 'an integer from 1 to 1000000'],
    ['maxMergesPerCall', '5', 'an integer from 1 to 1000000'],
    ['strategyPlace', null, 'both or body or query'],
  ])('refuses %s = %j', (name, value, allowed) => {
    expect(cdp.own('POST', '/sandbox/switches', { [name]: value }).msg).toBe(`E_FIELD: ${name} must be ${allowed}`);
  });
});

/** What shows on which side a switch is, and what it shows on each. */
type Side = {
  readonly [name in SwitchName]: { act: () => unknown; strict: unknown; other: [Switches[name], unknown] };
};

const sides: Side = {
  tokenLifetimeSeconds: {
    act: () =>
      (cdp.own('POST', '/sandbox/token', { appKey: 'test-app', secret: 'test-secret' }).data as JsonObject)[
        'expiresIn'
      ],
    strict: 7200,
    other: [60, 60],
  },
  badToken: {
    act: () => {
      cdp.token = 'guess';
      const { status, code, msg } = cdp.get('customerInfo', { customerId: '1' });
      return [status, code, msg];
    },
    strict: [200, -1, 'E_TOKEN: the token is unknown or expired'],
    other: ['http-401', [401, -1, 'E_TOKEN: the token is unknown or expired']],
  },
  strategyPlace: {
    act: () => {
      cdp.customer(['wechat-unionid=u1', 'mobile=15931000001']);
      return create(['mobile=15931000002', 'wechat-unionid=u1'], {}, { targetCustomerStrategy: 'customerFirst' })
        .headers['x-sandbox-target'];
    },
    strict: 'found-by:wechat-unionid',
    other: ['body', 'created'],
  },
  messages: {
    act: () => cdp.get('singleDelete', { customerId: '1' }).msg,
    strict: 'E_CUSTOMER_NOT_FOUND: customerId is not a customer',
    other: ['chinese', '客户不存在'],
  },
  notFound: {
    act: () =>
      [
        cdp.get('customerInfo', { customerId: '1' }),
        cdp.post('getCustomerIdByCustomerIdentity', pairOf('mobile=1')),
      ].map(({ code }) => code),
    strict: [0, 0],
    other: ['refuse', [-1, -1]],
  },
  ids: {
    act: () => {
      const digits = /"data":(\d+)\}$/.exec(create(['mobile=15931000001']).text)?.[1] ?? '';
      return String(Number(digits)) === digits;
    },
    strict: false,
    other: ['safe-integers', true],
  },
  contentTypeOnGet: {
    act: () =>
      send(cdp.sandbox, {
        path: '/openapi/customer/customerInfo',
        query: new URLSearchParams({ customerId: '1' }),
        headers: { token: cdp.token },
      }).status,
    strict: 200,
    other: ['required', 415],
  },
  contactFields: {
    act: () => cdp.post('createCustomerByIdentity', { identityList: [pairOf('mobile=15931000001')] }).code,
    strict: -1,
    other: ['optional', 0],
  },
  zeroOverwrites: {
    act: () => {
      const id = cdp.customer(['mobile=15931000001'], { gender: 2 });
      cdp.customer(['mobile=15931000001']);
      return info(id)['gender'];
    },
    strict: 0,
    other: [false, 2],
  },
  createTakesName: {
    act: () => {
      const { headers } = create(['wechat=wx1:a'], { name: 'Lan', mobile: '15931000009', mobileVerified: 1 });
      const [customer] = liveCustomers(cdp.sandbox);
      return [customer?.name, customer?.identities.length, headers['x-sandbox-ignored-fields']];
    },
    strict: ['', 1, 'name, mobile, mobileVerified'],
    other: [true, ['Lan', 1, undefined]],
  },
  addExistingMobile: {
    act: () => {
      const id = cdp.customer(['mobile=15931000001']);
      const { code, data } = cdp.post('customerAdd', {
        ...unknown,
        name: 'Lan',
        mobile: '15931000001',
        mobileVerified: 0,
      });
      return [code, data === id];
    },
    strict: [0, true],
    other: ['refuse', [-1, false]],
  },
  unknownIdentityType: {
    act: () => {
      const reply = create(['passport=P1']);
      return [reply.code, cdp.post('getCustomerIdByIdentityList', pairOf('passport=P1')).code];
    },
    strict: [-1, -1],
    other: ['create', [0, 0]],
  },
  fieldsCreateIdentities: {
    act: () => {
      create(['mobile=15931000001'], { openId: 'o1', appId: 'wx1', unionId: 'u1' });
      return liveCustomers(cdp.sandbox)[0]?.identities.map(
        ({ identityType, identityValue }) => `${identityType}=${identityValue}`,
      );
    },
    strict: ['mobile=15931000001'],
    other: [true, ['mobile=15931000001', 'wechat-unionid=u1', 'wechat=wx1:o1']],
  },
  sourceIsFirstTouch: {
    act: () => {
      const id = cdp.customer(['mobile=15931000001'], { source: 'taobao', source1: 'a' });
      cdp.customer(['mobile=15931000001'], { source: 'wechat', source1: 'b' });
      return [info(id)['source'], info(id)['source1']];
    },
    strict: ['wechat', 'b'],
    other: [true, ['taobao', 'b']],
  },
  unknownAttribute: {
    act: () => {
      const { code } = create(['mobile=15931000001'], {
        extendAttrList: [{ attrKey: 'shoe', attrName: 'Size', attrValue: '38' }],
      });
      return [code, liveCustomers(cdp.sandbox)[0]?.profile['extendAttrList']];
    },
    strict: [-1, undefined],
    other: ['create', [0, [{ attrKey: 'shoe', attrName: 'Size', attrValue: '38' }]]],
  },
  exposeIds: {
    act: () => {
      const group = cdp.group('Tea');
      const id = cdp.customer(['mobile=15931000001'], { groupId: group });
      const window = { startTime: '2026-01-01 00:00:00', endTime: '2027-01-01 00:00:00', current: '1', size: '10' };
      const replies = [
        cdp.get('customerInfo', { customerId: id }),
        cdp.post('getCustomerIdByCustomerIdentity', pairOf('mobile=15931000001')),
        cdp.get('customerSimpleQuery', window),
        cdp.get('getCustomerPageByGroupId', { customerGroupId: group, current: '1', size: '10' }),
      ];
      return replies.map(({ text }) => text.includes(`"id":${id},`));
    },
    strict: [false, false, false, false],
    other: [true, [true, true, true, true]],
  },
  maxPageSize: {
    act: () => cdp.get('customerGroupSimpleQuery', { current: '1', size: '101' }).msg,
    strict: 'success',
    other: [100, 'E_FIELD: size must be an integer from 1 to 100'],
  },
  attributeValues: {
    act: () => {
      const customerId = cdp.customer(['mobile=15931000001']);
      return Array.isArray(cdp.post('queryAttrValuesByCustomerId', { customerId, attrKeyList: ['name'] }).data);
    },
    strict: true,
    other: ['object', false],
  },
  groupListPermission: {
    act: () =>
      withPermission(
        'group-read',
        (limited) => limited.get('customerGroupSimpleQuery', { current: '1', size: '9' }).msg,
      ),
    strict: 'success',
    other: ['tag-read', 'E_PERMISSION: the token lacks the permission tag-read'],
  },
  folderDeleteType: {
    act: () =>
      ['customer_label', 'customer_group'].map((businessType) => {
        const commonGroupId = idIn(cdp.post('groupAdd', { businessType: 'customer_group', name: 'F' }));
        return cdp.post('groupDelete', { businessType, commonGroupId }).msg;
      }),
    strict: ['success', 'E_FIELD: businessType must be customer_label'],
    other: ['customer_group', ['E_FIELD: businessType must be customer_group', 'success']],
  },
  folderUpdatePermission: {
    act: () =>
      withPermission('group-write', (limited) => {
        const commonGroupId = idIn(limited.post('groupAdd', { businessType: 'customer_group', name: 'F' }));
        return limited.post('groupUpdate', { businessType: 'customer_group', commonGroupId, name: 'G' }).msg;
      }),
    strict: 'success',
    other: ['tag-write', 'E_PERMISSION: the token lacks the permission tag-write'],
  },
  listLookUp: {
    act: () => {
      cdp.customer(['mobile=15931000001', 'wechat=wx1:o']);
      const identityList = ['mobile=15931000002', 'wechat=wx1:o'].map(pairOf);
      return cdp.post('getCustomerIdByIdentityList', { identityList }).headers['x-sandbox-target'] ?? 'nobody';
    },
    strict: 'nobody',
    other: ['any-owner', 'found-by:wechat'],
  },
  rejectSkippedOwners: {
    act: () => {
      // Row 2f: B was passed over as target for its unionid, but the new customer holds none.
      cdp.customer(['wechat-unionid=u1', 'mobile=15931000002']);
      const passedOver = cdp.customer(['wechat=wx1:o', 'wechat-unionid=u2']);
      const { headers } = create(['mobile=15931000001', 'wechat-unionid=u1', 'wechat=wx1:o'], { autoMerge: true });
      return [
        headers['x-sandbox-merged'] === passedOver,
        headers['x-sandbox-skipped-merges']?.includes('(passed over as target)'),
      ];
    },
    strict: [true, false],
    other: [true, [false, true]],
  },
  mergedId: {
    act: () => {
      const customerId = merged().loser;
      const tea = cdp.group('Tea');
      return [
        cdp.get('customerInfo', { customerId }),
        cdp.post('queryAttrValuesByCustomerId', { customerId, attrKeyList: ['name'] }),
        cdp.get('getGroupsByCustomerId', { customerId, type: '1' }),
        cdp.post('updateCustomerAttr', { customerId, attrName: 'name', attrValue: 'Mei', isExtendAttr: false }),
        cdp.post('customerAddGroups', { customerId, customerGroupIdList: [tea] }),
        cdp.post('customerDeleteGroups', { customerId, customerGroupIdList: [tea] }),
        cdp.post('customerUpdateGroups', { customerId, customerGroupIdList: [tea] }),
      ].map(({ code, headers }) => headers['x-sandbox-refusal'] ?? code);
    },
    strict: [0, 0, 0, 0, 0, 0, 0],
    other: ['error', Array.from({ length: 7 }, () => 'E_CUSTOMER_MERGED')],
  },
  maxIdentitiesPerType: {
    act: () => {
      cdp.customer(['mobile=15931000001', 'wechat=wx1:a', 'wechat=wx1:b']);
      return create(['mobile=15931000001', 'wechat=wx1:c']).msg;
    },
    strict: 'success',
    other: [2, 'E_CAP_IDENTITIES: the customer would hold 3 identities of type wechat; at most 2'],
  },
  maxMergesPerCall: {
    act: () => {
      for (const value of ['mobile=15931000001', 'wechat=wx1:a', 'wechat=wx1:b']) cdp.customer([value]);
      return create(['mobile=15931000001', 'wechat=wx1:a', 'wechat=wx1:b'], { autoMerge: true }).msg;
    },
    strict: 'success',
    other: [1, 'E_CAP_MERGES: the call would merge 2 customers; at most 1'],
  },
  deletedIdentities: {
    act: () => {
      const id = cdp.customer(['mobile=15931000001']);
      cdp.get('singleDelete', { customerId: id });
      const reply = create(['mobile=15931000001']);
      return reply.headers['x-sandbox-refusal'] ?? (reply.data === id ? 'the old one' : 'a new one');
    },
    strict: 'a new one',
    other: ['retain', 'E_IDENTITY_DELETED'],
  },
  repeatedDelete: {
    act: () => {
      const customerId = cdp.customer(['mobile=15931000001']);
      const codes = [1, 2].map(() => cdp.get('singleDelete', { customerId }).code);
      return [...codes, cdp.get('singleDelete', { customerId: '1' }).code];
    },
    strict: [0, -1, -1],
    other: ['accept', [0, 0, -1]],
  },
  placeholderValues: {
    act: () => create(['mobile=00000000000']).code,
    strict: -1,
    other: ['accept', 0],
  },
};

function withPermission(permission: 'group-read' | 'group-write', act: (limited: TestSandbox) => unknown): unknown {
  const switches = cdp.own('GET', '/sandbox/switches').data as unknown as Switches;
  const limited = new TestSandbox({
    switches,
    credentials: [
      { appKey: 'test-app', secret: 'test-secret' },
      { appKey: 'limited', secret: 's', permissions: [permission] },
    ],
  });
  limited.token = tokenOf(limited.sandbox, { appKey: 'limited', secret: 's' });
  const seen = act(limited);
  limited.close();
  return seen;
}

describe('each switch', () => {
  it.each(switchNames)('%s is strict by default', (name) => {
    expect(sides[name].act()).toEqual(sides[name].strict);
  });

  it.each(switchNames)('%s has another side', (name) => {
    const [value, seen] = sides[name].other;
    set({ [name]: value });
    expect(sides[name].act()).toEqual(seen);
  });

  it.each([
    ['strategyPlace', 'query', 'found-by:wechat-unionid'],
    ['folderDeleteType', 'both', ['success', 'success']],
    ['deletedIdentities', 'revive', 'the old one'],
  ] as const)('%s has a third: %s', (name, value, seen) => {
    set({ [name]: value });
    expect(sides[name].act()).toEqual(seen);
  });
});

describe('permissions', () => {
  it('that do not exist are refused when the sandbox opens', () => {
    const permissions = JSON.parse('["customer-delete"]') as ['customer-read'];
    expect(() => new TestSandbox({ credentials: [{ appKey: 'a', secret: 's', permissions }] })).toThrow(
      'no permission "customer-delete"; there are customer-read, customer-write',
    );
  });
});
