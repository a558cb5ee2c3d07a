import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import { expect } from 'vitest';
import { secretPath } from '../../functions/shared/ports/secret-name.ts';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import { runGuiyi } from '../cli/run-guiyi.ts';
import type { Emulators } from '../contract/aws-emulators.ts';
import { stageWorld } from '../contract/stage-world.ts';
import { secrets } from '../kit/demo.ts';
import { nightFolder } from './night-folder.ts';
import type { OperatorWorld } from './operator-world.ts';
import type { StageAccount } from './stage-account.ts';

/** A stage between the emulators, and its operator with `--stack dev`. */
export async function stageOperatorWorld(emulators: Emulators, account: StageAccount): Promise<OperatorWorld> {
  const world = await stageWorld(emulators);
  const { sandbox } = world;
  const folder = nightFolder();
  const cdp = await servedSandbox(sandbox);
  account.parameters.set('/guiyi/dev/stack', JSON.stringify(world.context.deployed));
  account.metrics = world.metrics;
  for (const [name, secret] of Object.entries(secrets)) {
    emulators.secrets.values.set(`guiyi/dev/${secretPath(name)}`, JSON.stringify(secret));
  }
  for (const name of ['privacy', 'envelopes']) {
    const key = (await world.context.secrets.read(name)) ?? '';
    emulators.secrets.values.set(`guiyi/dev/${name}`, key);
  }
  const demo = join(import.meta.dirname, '../../guiyi.config.ts');
  const config = folder.files.file(
    'night.config.ts',
    `import demo from ${JSON.stringify(demo)};\nexport default { ...demo, cdp: { ...demo.cdp, baseUrl: ${JSON.stringify(cdp.url)} } };\n`,
  );
  const night = { isOver: false };
  // As Lambda does, whatever a command waits for.
  const delivering = (async () => {
    while (!night.isOver) {
      await world.turn();
      await wait(20);
    }
  })();
  const inSandbox = (path: string, body: object) => world.inCdp('POST', path, body);
  const where = ['--stack', 'dev', '--config', config, '--data', folder.files.path('state')];
  return {
    // A rehearsal has another configuration beside that of the stage.
    guiyi: (...args) =>
      runGuiyi([...args, ...where.map((word) => (args[0] === 'rehearse' && word === '--config' ? '--present' : word))]),
    named: `--stack dev --config ${config}`,
    send: async (connection, request) => (await world.send(connection, request)).status,
    inlet: (body) => world.inlet(body),
    async failCdp(count) {
      await inSandbox('/sandbox/faults', count === 0 ? { mode: 'none' } : { mode: 'http-500', count });
    },
    settled: () => world.settled(),
    async waits() {
      await expect
        .poll(async () => (await world.operations.delivery.status()).events.byReason.length)
        .toBeGreaterThan(0);
    },
    ...folder.files,
    async end() {
      night.isOver = true;
      await delivering;
      await cdp.close();
      folder.remove();
    },
  };
}

async function servedSandbox(sandbox: Sandbox): Promise<{ readonly url: string; close(): Promise<unknown> }> {
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://127.0.0.1');
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, String(value)] as const),
    );
    const method = request.method ?? '';
    const said = sandbox.handle({ method, path: pathname, query: searchParams, headers, body: await text(request) });
    response.writeHead(said.status, { ...said.headers });
    response.end(said.body);
  };
  const server: Server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
