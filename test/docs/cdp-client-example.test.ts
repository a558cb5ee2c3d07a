import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { groupBirthdays } from '../../docs/examples/cdp-client.ts';
import { defaultRetry } from '../../functions/shared/cdp/client/retry.ts';
import { CdpError, type CdpErrorKind } from '../../functions/shared/cdp/cdp-error.ts';
import { endpoints } from '../../functions/shared/cdp/contract.ts';
import { openSandbox, type Sandbox } from '../../sandbox/sandbox.ts';

const docs = join(import.meta.dirname, '../../docs');
const page = readFileSync(join(docs, 'cdp-api/client.md'), 'utf8');
const key = { appKey: 'demo-app-key', secret: 'demo-only-cdp-secret' };

async function serve(sandbox: Sandbox): Promise<string> {
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://sandbox.test');
    const { status, headers, body } = sandbox.handle({
      method: request.method ?? '',
      path: pathname,
      query: searchParams,
      headers: Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)])),
      body: await text(request),
    });
    response.writeHead(status, headers).end(body);
  };
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resume) => server.listen(0, '127.0.0.1', resume));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
    sandbox.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test('the example is shown as it is', () => {
  const [, shown] = /```ts\n([^]*?)```/.exec(page) ?? [];
  expect(shown).toBe(readFileSync(join(docs, 'examples/cdp-client.ts'), 'utf8'));
});

test('the example works, over HTTP', async () => {
  const sandbox = openSandbox({ file: ':memory:', credentials: [key] });
  for (const [value, birthday] of [
    ['M-1', '1990-05-01'],
    ['M-2', ''],
  ] as const)
    sandbox.createCustomerByIdentity({
      email: '',
      emailVerified: 0,
      gender: 0,
      identityList: [{ identityType: 'member-no', identityValue: value }],
      ...(birthday && { birthday }),
    });
  expect(await groupBirthdays(await serve(sandbox), key.appKey, key.secret)).toBe(1);
});

test('the table of errors says what the client repeats', () => {
  const rows = [...page.matchAll(/^\| `(\w+)` \| [^|]+ \| (no|if safe|once)(?:,[^|]*)? \|$/gm)];
  const said = Object.fromEntries(rows.map(([, kind = '', repeats]) => [kind, repeats === 'if safe']));
  const kinds = Object.keys(said) as CdpErrorKind[];
  expect(kinds).toHaveLength(8);
  for (const kind of kinds) {
    const error = new CdpError(kind, { endpoint: 'customerInfo' });
    expect(defaultRetry.mayRepeat({ endpoint: 'customerInfo', error, attempt: 1 }), kind).toBe(said[kind]);
  }
});

test('the calls that are never repeated are those of the contract', () => {
  const [, list = ''] = /may be sent twice"[^.]*\. ([^.]*?) are\s+not safe:/.exec(page) ?? [];
  const unsafe = Object.values(endpoints).flatMap(({ id, repeatable }) => (repeatable ? [] : [id]));
  expect(list.split(/, | and /)).toEqual(unsafe);
});
