import { expect, test } from 'vitest';
import { writtenBy } from '../../console/page/screens/event/written.ts';

const pair = (identityType: string, identityValue: string) => ({ identityType, identityValue });

test.each([
  ['nothing where nothing was called', [], { identities: [], fields: [] }],
  [
    'identities and fields once, over all calls that write; how a call was made is neither',
    [
      { call: 'customerInfo', request: { customer: '1' }, answer: { email: 'l***@shop.test' } },
      {
        call: 'createCustomerByIdentity',
        request: {
          identityList: [pair('email', 'l***@shop.test')],
          email: 'l***@shop.test',
          autoMerge: false,
          groupId: '***',
        },
        answer: '1',
      },
      {
        call: 'createCustomerByIdentity',
        request: {
          identityList: [pair('email', 'l***@shop.test'), pair('mobile', '137****7096')],
          email: '',
          gender: '***',
        },
        answer: '1',
      },
      { call: 'updateCustomerAttr', request: { attrName: 'name', attrValue: '***' }, answer: null },
    ],
    { identities: ['email l***@shop.test', 'mobile 137****7096'], fields: ['email', 'gender', 'name'] },
  ],
  [
    'nothing of requests that are not kept',
    [{ call: 'createCustomerByIdentity', request: null, answer: '1' }],
    { identities: [], fields: [] },
  ],
])('an event has sent %s', (_name, calls, expected) => {
  expect(writtenBy(calls)).toEqual(expected);
});
