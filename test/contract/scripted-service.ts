import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, vi } from 'vitest';

export interface Received<Body> {
  /** `SendMessageBatch`, without the service before it. */
  readonly operation: string;
  readonly body: Body;
}

export interface ScriptedService<Body> {
  /** What has come since the test began. */
  readonly requests: Received<Body>[];
  answer: (request: Received<Body>) => { status: number; body: unknown };
  endpoint(): string;
}

/** A service on loopback that answers as the test says: what no emulator does, the half answers and the failures. */
export function scriptedService<Body>(variable: `AWS_ENDPOINT_URL_${string}`): ScriptedService<Body> {
  const service: ScriptedService<Body> = {
    requests: [],
    answer: () => ({ status: 500, body: {} }),
    endpoint: () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  };
  const respond = async (request: IncomingMessage, response: ServerResponse) => {
    const operation = String(request.headers['x-amz-target']).replace(/^.*\./, '');
    const received = { operation, body: (await json(request)) as Body };
    service.requests.push(received);
    const { status, body } = service.answer(received);
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(body));
  };
  const server = createServer((request, response) => void respond(request, response));
  beforeAll(async () => {
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    // Before it is asked again, a client waits for a random share of a time: here for none of it.
    vi.spyOn(Math, 'random').mockReturnValue(0);
    vi.stubEnv(variable, service.endpoint());
    vi.stubEnv('AWS_REGION', 'us-east-1');
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
  });
  afterEach(() => {
    service.requests.length = 0;
  });
  afterAll(() => {
    vi.unstubAllEnvs();
    vi.mocked(Math.random).mockRestore();
    server.closeAllConnections();
    server.close();
  });
  return service;
}
