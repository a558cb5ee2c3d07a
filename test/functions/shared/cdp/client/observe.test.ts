import { expect, test } from 'vitest';
import { CdpError } from '../../../../../functions/shared/cdp/cdp-error.ts';
import type { ObservedRequest } from '../../../../../functions/shared/cdp/client/caller.ts';
import { against, customer, ok, refused, type Reply } from './fake.ts';

async function observed(replies: readonly Reply[]) {
  const seen: ObservedRequest[] = [];
  const { client } = against(replies, {
    observe: (request) => seen.push(request),
    retry: { mayRepeat: ({ attempt }) => attempt < 2, delayMs: () => 0 },
  });
  await client.customerInfo({ customerId: customer('7') }).catch(() => undefined);
  return seen;
}

const durationMs = expect.any(Number) as number;
const network = new CdpError('network', { endpoint: 'customerInfo' });

test.each<readonly [string, readonly Reply[], readonly object[]]>([
  ['a success', [ok('{}')], [{ attempt: 1, status: 200 }]],
  ['a request id', [{ text: ok('{}'), requestId: 'r-1' }], [{ attempt: 1, status: 200, requestId: 'r-1' }]],
  [
    'a refusal',
    [refused],
    [
      { attempt: 1, status: 200, failure: 'rejected' },
      { attempt: 2, status: 200, failure: 'rejected' },
    ],
  ],
  [
    'no answer, then one',
    [network, ok('{}')],
    [
      { attempt: 1, failure: 'network' },
      { attempt: 2, status: 200 },
    ],
  ],
  [
    'a token that was not accepted',
    [{ status: 401, requestId: 'r-1' }, ok('{}')],
    [
      { attempt: 1, status: 401, requestId: 'r-1', failure: 'auth' },
      { attempt: 2, status: 200 },
    ],
  ],
])('every request is told: %s', async (_name, replies, expected) => {
  expect(await observed(replies)).toEqual(
    expected.map((request) => ({ endpoint: 'customerInfo', durationMs, ...request })),
  );
});

test('nothing of what was sent or answered is told', async () => {
  const [seen] = await observed([ok('{"nickName":"晓岚"}')]);
  expect(Object.keys(seen ?? {})).toEqual(['endpoint', 'attempt', 'durationMs', 'status']);
  expect(seen?.durationMs).toBeGreaterThanOrEqual(0);
});

test('an observer that fails does not make the call fail', async () => {
  const { client } = against([ok('7')], {
    observe: () => {
      throw new Error('the observer is broken');
    },
  });
  expect(await client.addSingleGroup({ name: 'VIP' })).toBe('7');
});

test('an error says which endpoint, the CDP’s code and msg, and the request id', async () => {
  const { client } = against([{ text: '{"code":-1,"msg":"系统繁忙 #7"}', requestId: 'r-1' }]);
  await expect(client.queryTreeFormList()).rejects.toMatchObject({
    name: 'CdpError',
    kind: 'rejected',
    endpoint: 'queryTreeFormList',
    code: '-1',
    msg: '系统繁忙 #7',
    requestId: 'r-1',
    message: 'queryTreeFormList: rejected: 系统繁忙 #7',
  });
});
