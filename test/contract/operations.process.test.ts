import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished } from 'vitest';
import demo from '../../guiyi.config.ts';
import { listenAtDesk } from '../../local/host/desk.ts';
import { type Host, openHost } from '../../local/host/host.ts';
import { toLambdaEvent } from '../../local/host/lambda-event.ts';
import { localOperations } from '../../local/operations/local-operations.ts';
import { deskOperations } from '../../operations/http/desk-operations.ts';
import type { Operations } from '../../operations/operations.ts';
import { openSandboxHere } from '../kit/sandbox-here.ts';
import { operationsContract, type OperationsWorld } from './operations.contract.ts';

const TOKEN = 'token-of-this-test';

async function hostOf(operationsOf: (host: Host) => Promise<Operations>): Promise<OperationsWorld> {
  const data = mkdtempSync(join(tmpdir(), 'guiyi-operations-'));
  const options = { config: demo, data, secrets: 'local/demo-secrets.json', fresh: true, log: () => undefined };
  const host = await openHost({ ...options, openSandbox: openSandboxHere });
  onTestFinished(async () => {
    await host.close();
    rmSync(data, { recursive: true });
  });
  return {
    operations: await operationsOf(host),
    send: async (connection, request) => {
      const body = Buffer.from(request.body);
      const headers = Object.fromEntries(
        Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value]),
      );
      const received = { ...request, headers, body, path: `/webhooks/${connection}` };
      const { statusCode = 200 } = await host.webhook(toLambdaEvent(received, connection, Date.now()));
      return { status: statusCode };
    },
    inlet: async (body) => host.queues.inlet.queue.send([{ body, attributes: {} }]),
    inCdp: (method, path, body = {}) =>
      host.sandbox
        .handle({
          method,
          path,
          query: new URLSearchParams(),
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
        })
        .then(({ body: text }) => text),
    settled: async () =>
      expect
        .poll(
          () => {
            const depths = [host.queues.events.queue.depth(), host.queues.inlet.queue.depth()];
            return depths.every(({ waiting, inFlight }) => waiting + inFlight === 0);
          },
          { timeout: 30_000 },
        )
        .toBe(true),
  };
}

describe('the operations of this process', () => {
  operationsContract(() => hostOf(async (host) => localOperations(host)));
});

describe('the same over the desk', () => {
  operationsContract(() =>
    hostOf(async (host) => {
      const desk = await listenAtDesk(host, { token: TOKEN, urls: Promise.resolve({}) }, 0);
      onTestFinished(() => desk.close());
      return deskOperations({ desk: desk.url, token: TOKEN });
    }),
  );
});
