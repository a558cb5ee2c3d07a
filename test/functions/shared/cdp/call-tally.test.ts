import { expect, test } from 'vitest';
import { openCallTally } from '../../../../functions/shared/cdp/call-tally.ts';
import { CdpError } from '../../../../functions/shared/cdp/cdp-error.ts';

const request = { endpoint: 'customerInfo', method: 'GET', path: '/', headers: {} } as const;

test('what calls take is counted, answered or not, and taken once', async () => {
  let now = 1_000;
  const tally = openCallTally(() => now);
  const answered = tally.timed(async () => {
    now += 40;
    return { status: 200, retryAfter: undefined, text: '{}' };
  });
  const failing = tally.timed(async () => {
    now += 10_000;
    throw new CdpError('timeout', { endpoint: 'customerInfo' });
  });
  expect(tally.take()).toBeUndefined();
  expect(await answered(request)).toMatchObject({ status: 200 });
  await expect(failing(request)).rejects.toThrow('timeout');
  tally.failed('timeout');
  tally.failed('timeout');
  expect(tally.take()).toEqual({ milliseconds: [40, 10_000], failed: new Map([['timeout', 2]]) });
  expect(tally.take()).toBeUndefined();
});

test('a clock that is set back makes no call shorter than nothing: CloudWatch takes percentiles of no negative number', async () => {
  let now = 1_000;
  const tally = openCallTally(() => now);
  const send = tally.timed(async () => {
    now -= 500;
    return { status: 200, retryAfter: undefined, text: '{}' };
  });
  await send(request);
  expect(tally.take()?.milliseconds).toEqual([0]);
});
