import { fileURLToPath } from 'node:url';
import { afterEach, expect, test, vi } from 'vitest';
import { type FunctionOptions, type LocalFunction, startFunction } from '../../../local/lambda/function.ts';

const fixture = fileURLToPath(new URL('fixture.mjs', import.meta.url));
const brokenFixture = fileURLToPath(new URL('broken-fixture.mjs', import.meta.url));
let instance: LocalFunction | undefined;
afterEach(() => instance?.stop());

const processOf = (result: unknown) => (result as { process: number }).process;

const start = async (options: Partial<FunctionOptions> = {}): Promise<LocalFunction> => {
  instance = await startFunction({
    bundlePath: fixture,
    environment: { GREETING: 'hello' },
    name: 'fixture',
    timeoutSeconds: 5,
    ...options,
  });
  return instance;
};

test('the handler sees its event, its environment only, and its time', async () => {
  const { invoke } = await start();
  const result = await invoke({ text: '归一' });
  expect(result).toMatchObject({
    event: { text: '归一' },
    environment: { greeting: 'hello', name: 'fixture' },
    requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
  });
  expect(result).not.toHaveProperty('environment.home');
  expect((result as { remaining: number }).remaining).toBeGreaterThan(1000);
});

test('invocations wait in line for the one process', async () => {
  const { invoke } = await start();
  const results = await Promise.all([1, 2, 3].map((n) => invoke({ n })));
  expect(results).toMatchObject([{ event: { n: 1 } }, { event: { n: 2 } }, { event: { n: 3 } }]);
  expect(new Set(results.map(processOf)).size).toBe(1);
});

test('a handler that returns nothing answers null', async () => {
  const { invoke } = await start();
  expect(await invoke({ do: 'nothing' })).toBeNull();
});

test('what it writes is heard by whoever listens', async () => {
  let heard = '';
  const { invoke } = await start({ onOutput: (text) => (heard += text) });
  await invoke({ do: 'write', text: '归一' });
  await vi.waitFor(() => expect(heard).toBe('归一\n'), { timeout: 30_000 });
});

test('an exception is told by type and message, and the process goes on', async () => {
  const { invoke } = await start();
  await expect(invoke({ do: 'throw' })).rejects.toMatchObject({ type: 'RangeError', message: 'no such thing' });
  expect(await invoke({ do: 'go on' })).toMatchObject({ event: { do: 'go on' } });
});

test('a process that ends fails its invocation; the next one gets a new process', async () => {
  const { invoke } = await start();
  await expect(invoke({ do: 'exit' })).rejects.toMatchObject({ type: 'Runtime.ExitError' });
  expect(await invoke({ do: 'go on' })).toMatchObject({ event: { do: 'go on' } });
});

test('an invocation past its time is killed; the next one gets a new process', async () => {
  // The time of the next one has the start of its process in it, on a machine that does other work.
  const { invoke } = await start({ timeoutSeconds: 5 });
  await expect(invoke({ do: 'hang' })).rejects.toMatchObject({ type: 'Sandbox.Timedout' });
  expect(await invoke({ do: 'go on' })).toMatchObject({ event: { do: 'go on' } });
});

test('a bundle that does not load fails every invocation', async () => {
  const { invoke } = await start({ bundlePath: brokenFixture });
  await expect(invoke({})).rejects.toMatchObject({ type: 'SyntaxError', message: 'does not load' });
  await expect(invoke({})).rejects.toMatchObject({ name: 'FunctionError' });
});

test('stopping fails what still runs', async () => {
  const { invoke, stop } = await start();
  const running = invoke({ do: 'hang' }).catch((error: unknown) => error);
  await new Promise((resolve) => setTimeout(resolve, 50));
  await stop();
  instance = undefined;
  expect(await running).toMatchObject({ type: 'Runtime.ExitError' });
});
