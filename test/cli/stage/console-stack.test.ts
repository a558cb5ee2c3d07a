import { afterAll, beforeAll, expect, test } from 'vitest';
import { serveStageConsole } from '../../../cli/stage/serve-console.ts';
import { deployedStage } from '../../kit/deployed-stage.ts';
import { TestTerminal } from '../test-terminal.ts';
import { type FakeAccount, startFakeAccount } from './fake-account.ts';
import { stageConfig } from './stage-config.ts';

let account: FakeAccount;
beforeAll(async () => {
  account = await startFakeAccount();
  account.parameters.set('/guiyi/dev/stack', JSON.stringify(deployedStage()));
});
afterAll(() => account.stop());

test('the console of a stage is served on loopback until Ctrl-C, to whoever has the key that was printed', async () => {
  const terminal = new TestTerminal();
  const opened = Promise.withResolvers<string>();
  const where = { data: '.guiyi', stack: 'dev', config: stageConfig, readOnly: false, json: true };
  const served = serveStageConsole(terminal, where, opened.resolve);
  const address = new URL(await opened.promise);
  expect(JSON.parse(terminal.out)).toEqual({ console: address.href });
  expect(address.hostname).toBe('127.0.0.1');
  expect(terminal.err).toContain('dev in us-east-1');

  const ask = (token: string) =>
    fetch(`${address.origin}/api/sources`, { headers: { authorization: `Bearer ${token}` } });
  expect((await ask('of-another-start')).status).toBe(401);
  const answer = await ask(address.hash.slice('#token='.length));
  // The account of this test has no tables, and what AWS does not allow is told as it is.
  expect([answer.status, await answer.json()]).toEqual([
    403,
    expect.objectContaining({ code: 'account', error: expect.stringContaining('cannot read') as unknown }),
  ]);

  terminal.interrupt();
  await served;
  await expect(fetch(address.origin)).rejects.toThrow();
});
