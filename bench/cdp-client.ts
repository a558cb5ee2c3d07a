import { cdpClient } from '../functions/shared/cdp/client/client.ts';
import { fixedToken } from '../functions/shared/cdp/token.ts';
import { customerId } from '../functions/shared/cdp/ids.ts';
import { cpuSeconds, median } from './measure.ts';

const CALLS = 20_000;
const ROUNDS = 9;
const ALLOWED_MICROSECONDS = 50;

const answers = {
  createCustomerByIdentity: '{"code":0,"msg":"success","data":1234567890123456789}',
  customerInfo: JSON.stringify({
    code: 0,
    msg: 'success',
    data: {
      nickName: '晓岚',
      gender: 2,
      email: 'lin@example.test',
      emailVerified: 1,
      city: '杭州',
      extendAttrList: [{ attrKey: 'level', attrName: '等级', attrValue: 'gold' }],
      identityList: [
        { identityType: 'mobile', identityValue: '15931000001' },
        { identityType: 'member-no', identityValue: 'M-1' },
      ],
    },
  }),
};
const id = customerId('1234567890123456789');
if (!id) throw new Error('the bench has no customer');

function client(text: string) {
  return cdpClient({ transport: async () => ({ status: 200, retryAfter: null, text }), token: fixedToken('t') });
}

const creating = client(answers.createCustomerByIdentity);
const reading = client(answers.customerInfo);
const request = {
  nickName: '晓岚',
  gender: 2,
  identityList: [
    { identityType: 'wechat-unionid', identityValue: 'o6_bmjrPTlm6_2sgVt7hMZOPfL2M' },
    { identityType: 'mobile', identityValue: '15931000001' },
  ],
  identityPriorityStrategy: 'custom',
  targetCustomerStrategy: 'identityFirst',
  autoMerge: false,
} as const;

/** What the client itself takes of a call: no network, no CDP. */
async function overhead(call: () => Promise<unknown>): Promise<number> {
  const costs: number[] = [];
  const calls = async () => {
    for (let index = 0; index < CALLS; index++) await call();
  };
  for (let round = 0; round < ROUNDS; round++) {
    const seconds = await cpuSeconds(calls, () => undefined);
    costs.push((seconds * 1e6) / CALLS);
  }
  return median(costs.slice(3));
}

for (const [name, call] of [
  ['createCustomerByIdentity', () => creating.createCustomerByIdentity(request)],
  ['customerInfo', () => reading.customerInfo({ customerId: id })],
] as const) {
  const cost = await overhead(call);
  process.stdout.write(
    `CDP client  ${name}  ${cost.toFixed(1)} µs of CPU a call without network; ${(cost / ALLOWED_MICROSECONDS).toFixed(2)} of the ${ALLOWED_MICROSECONDS} µs allowed\n`,
  );
}
