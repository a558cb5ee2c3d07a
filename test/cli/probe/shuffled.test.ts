import { test, expect } from 'vitest';
import { randomBytes } from 'node:crypto';
import { probe } from '../../../cli/probe/probe.ts';
import { sender } from '../../../cli/probe/send.ts';
import { tokenCache } from '../../../functions/shared/cdp/token.ts';
import { exchangeToken, issueToken, sandboxExchange } from '../../../functions/shared/cdp/token-exchange.ts';
import { sandboxTransport } from '../../../local/host/sandbox-transport.ts';
import { openSandbox } from '../../../sandbox/sandbox.ts';

test('draft', async () => {
  const key = { appKey: 'k', secret: 's' };
  const sandbox = openSandbox({ file: ':memory:', credentials: [key] });
  const transport = sandboxTransport(sandbox);
  let calls = 0;
  const send = sender({
    transport: (r) => (calls++, transport(r)),
    token: tokenCache(() => exchangeToken(transport, sandboxExchange, key, Date.now), Date.now),
    lifetime: async () => (await issueToken(transport, sandboxExchange, key)).lifetimeSeconds,
  });
  const report = await probe({
    send,
    hex: randomBytes(8).toString('hex'),
    codes: ['wechat-unionid', 'wechat', 'member-no', 'shopify-customer'],
    mobileCode: 'mobile',
    write: true,
    now: Date.now(),
    stop: new AbortController().signal,
    tell: () => undefined,
    removing: () => undefined,
  });
  console.log(calls, JSON.stringify(report, undefined, 1));
  expect(report.left).toEqual([]);
});
