import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningHost, startHost, temporaryFolder } from '../end-to-end/running-host.ts';
import { demoRequest, send } from '../end-to-end/samples.ts';
import { settled } from '../end-to-end/sandbox-client.ts';

const folder = temporaryFolder();
let host: RunningHost;
let child: ChildProcess;
let ask: (method: string, params: object) => Promise<Readonly<Record<string, unknown>>>;

beforeAll(async () => {
  host = await startHost({ data: folder.path });
  await send(host.url, 'shopify-demo', demoRequest('shopify-demo', 'orders/paid', 1));
  await settled(host);
  const args = ['cli/guiyi.ts', 'mcp', '--data', folder.path];
  child = spawn(process.execPath, args, {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout ?? process.stdin });
  const waiting = new Map<number, (message: Readonly<Record<string, unknown>>) => void>();
  // Every line of the output is a message of the protocol: nothing else may stand there.
  lines.on('line', (line) => {
    const message = JSON.parse(line) as Readonly<Record<string, unknown>>;
    waiting.get(Number(message['id']))?.(message);
  });
  let last = 0;
  ask = (method, params) => {
    last += 1;
    const id = last;
    child.stdin?.write(`${JSON.stringify({ jsonrpc: '2.0', id, method, params })}\n`);
    return new Promise((resolve) => waiting.set(id, resolve));
  };
  const answer = await ask('initialize', {
    protocolVersion: '2025-06-18',
    capabilities: {},
    clientInfo: { name: 'a test', version: '1' },
  });
  expect(answer).toMatchObject({ result: { serverInfo: { name: 'guiyi' }, capabilities: { tools: {} } } });
  child.stdin?.write('{"jsonrpc":"2.0","method":"notifications/initialized"}\n');
});
afterAll(async () => {
  child.kill();
  await host.stop();
  folder.remove();
});

const call = async (name: string, args: object = {}) => {
  const { result } = (await ask('tools/call', { name, arguments: args })) as {
    result: { content: readonly { text: string }[]; isError?: boolean };
  };
  return { text: result.content[0]?.text ?? '', isError: result.isError === true };
};

test('every tool reads, and says so', async () => {
  const { result } = (await ask('tools/list', {})) as {
    result: { tools: readonly Readonly<Record<string, unknown>>[] };
  };
  expect(result.tools.map(({ name }) => name)).toEqual([
    'status',
    'events',
    'event',
    'why',
    'dead_letters',
    'dead_letter',
    'quarantine',
    'cases',
  ]);
  for (const { annotations, inputSchema } of result.tools) {
    expect(annotations).toMatchObject({ readOnlyHint: true });
    expect(inputSchema).toMatchObject({ type: 'object' });
  }
});

test('an agent finds an order and the reasons, and no value of a person', async () => {
  expect(JSON.parse((await call('status')).text)).toMatchObject({ deadLetters: 0 });
  const { text } = await call('events', { type: 'orders/paid' });
  const { events } = JSON.parse(text) as { events: readonly { id: string; state: string }[] };
  expect(events).toMatchObject([{ state: 'done', connection: 'shopify-demo' }]);
  const whole = await call('event', { id: events[0]?.id });
  expect(whole.text).toContain('shopify-customer');
  const about = await call('why', { about: events[0]?.id });
  for (const answer of [text, whole.text, about.text]) expect(answer).not.toMatch(/buyer\.\d|\b1\d{10}\b|\+86/);
});

test('what is not there is an error that says what was looked at', async () => {
  const { text, isError } = await call('why', { about: '#4711' });
  expect([isError, text]).toEqual([true, expect.stringContaining('"looked"')]);
  expect(await call('dead_letter', { id: '4711' })).toMatchObject({ isError: true });
  expect(await call('events', { state: 'lost' })).toMatchObject({ isError: true });
});
