import { Agent, createServer, type IncomingMessage, request as send, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { denialAnswer } from './denial-answer.ts';
import type { Caller, Permission } from './judge.ts';
import type { Judgements } from './judgements.ts';
import { NotUnderstood } from './not-understood.ts';
import type { Account } from './services/account.ts';
import { isServiceName, type Service, type ServiceName, services } from './services/services.ts';
import { type Call, signatureOf } from './signed-call.ts';

export interface ProxyOptions {
  readonly account: Account;
  /** By access key id. A key is in the signature of every call, wherever it is sent: no address tells so surely who calls. */
  readonly callers: ReadonlyMap<string, Caller>;
  readonly judgements: Judgements;
  /** Where the calls go that are allowed. */
  readonly emulators: Readonly<Record<ServiceName, string>>;
}

export interface Proxy {
  readonly url: string;
  /** What could not be judged, and was not let through. */
  readonly notUnderstood: readonly string[];
  stop(): Promise<void>;
}

/** Stands on loopback in front of the emulators, and lets through what the caller may do. */
export async function startProxy(options: ProxyOptions): Promise<Proxy> {
  const notUnderstood: string[] = [];
  const agent = new Agent({ keepAlive: true });
  const server = createServer((request, response) => {
    handle(request, response, { ...options, agent }).catch((error: unknown) => {
      // The caller has gone: its time was over.
      if (request.errored) return;
      notUnderstood.push(
        error instanceof NotUnderstood ? error.message : `${request.method} ${request.url}: ${String(error)}`,
      );
      // No SDK tries again after it, as it would after 500.
      response.writeHead(400).end();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    notUnderstood,
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      agent.destroy();
      await closed;
    },
  };
}

async function handle(
  request: IncomingMessage,
  response: ServerResponse,
  { account, callers, judgements, emulators, agent }: ProxyOptions & { readonly agent: Agent },
): Promise<void> {
  const call = await callOf(request);
  const { accessKeyId, region, service: name } = signatureOf(call);
  const caller = callers.get(accessKeyId);
  if (!caller) throw new NotUnderstood(`the access key ${accessKeyId}`);
  if (!isServiceName(name)) throw new NotUnderstood(`the service ${name}`);
  if (region !== account.region) throw new NotUnderstood(`the region ${region}`);
  const service: Service = services[name];

  const refusedBecause = (permissions: readonly Permission[]) =>
    permissions.find((permission) => !judgements.ask(caller, permission));
  const refuse = ({ action, resource }: Permission) => {
    const answer = denialAnswer(name, `User is not authorized to perform: ${action} on resource: ${resource}`);
    response.writeHead(answer.status, answer.headers).end(answer.body);
  };

  const refused = refusedBecause(service.permissions(call, account));
  if (refused) return refuse(refused);
  const answer = await forward(call, emulators[name], agent);
  if (answer.statusCode === 404) {
    const missed = refusedBecause(service.permissionsToMiss?.(call, account) ?? []);
    if (missed) {
      answer.resume();
      return refuse(missed);
    }
  }
  response.writeHead(answer.statusCode ?? 500, answer.rawHeaders);
  answer.pipe(response);
}

async function callOf(request: IncomingMessage): Promise<Call> {
  const headers = Object.entries(request.headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value] as const],
  );
  return {
    method: request.method ?? '',
    url: new URL(request.url ?? '/', 'http://127.0.0.1'),
    headers: Object.fromEntries(headers),
    body: await buffer(request),
  };
}

/** Sends a call on as it came. The emulators check no signature, so that it need not fit the new address. */
function forward({ method, url, headers, body }: Call, emulator: string, agent: Agent): Promise<IncomingMessage> {
  // The server has answered `100-continue` already, and the whole body is here.
  const { expect: _, connection: __, 'transfer-encoding': ___, ...rest } = headers;
  return new Promise((resolve, reject) => {
    const target = new URL(`${url.pathname}${url.search}`, emulator);
    const outgoing = send(target, {
      method,
      agent,
      headers: { ...rest, host: target.host, 'content-length': body.length },
    });
    outgoing.once('response', resolve).once('error', reject).end(body);
  });
}
