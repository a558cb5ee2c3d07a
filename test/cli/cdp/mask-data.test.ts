import { expect, test } from 'vitest';
import { maskCustomers, scrub } from '../../../cli/cdp/mask-data.ts';
import { profileIntegerFields, profileStringFields } from '../../../functions/shared/cdp/contract.ts';

test('what names a person is shown in part, what describes one not at all, what the CDP says of itself in full', () => {
  expect(
    maskCustomers({
      id: '4765091528635056129',
      nickName: '林晓岚',
      birthday: '1990-04-01',
      email: 'lan.41@shop.test',
      unionId: 'oCommandLine000000000000041',
      city: '',
      gender: 2,
      annualRevenue: 7,
      source: '淘宝',
      extendAttrList: [{ attrKey: 'tier', attrName: '等级', attrValue: 'gold' }],
      identityList: [
        { identityType: 'mobile', identityValue: '15931000041' },
        { identityType: 'phone-2', identityValue: '15931000041' },
      ],
    }),
  ).toEqual({
    id: '4765091528635056129',
    nickName: '***',
    birthday: '***',
    email: 'l***@shop.test',
    unionId: 'oCom****41',
    city: '',
    gender: 2,
    annualRevenue: '***',
    source: '淘宝',
    extendAttrList: [{ attrKey: 'tier', attrName: '等级', attrValue: '***' }],
    identityList: [
      { identityType: 'mobile', identityValue: '159****0041' },
      { identityType: 'phone-2', identityValue: '****' },
    ],
  });
});

test('a field that the CDP adds tomorrow is masked', () => {
  const value = 'oSomething0000000000000041';
  const record = Object.fromEntries(
    [...profileStringFields, ...profileIntegerFields, 'wechatName'].map((name) => [name, value]),
  );
  const shown = Object.entries(maskCustomers(record) as Record<string, string>).filter(([, text]) => text === value);
  expect(shown.map(([name]) => name)).toEqual([
    'appId',
    'chargeId',
    'createMethod',
    'language',
    'referrer',
    'source',
    ...[1, 2, 3, 4, 5, 6, 7, 8].map((number) => `source${number}`),
    'subscribeSource',
    'campaignId',
    'editable',
    'emailVerified',
    'gender',
    'isEmployee',
  ]);
});

test('a message of the CDP does not bring back what was sent', () => {
  const request = {
    identityList: [{ identityType: 'mobile', identityValue: '15931000041' }],
    nickName: '晓岚',
    attrValue: '15931000041',
    gender: 2,
  };
  expect(scrub('mobile 15931000041 (晓岚) is taken', request)).toBe('mobile **** (****) is taken');
});
