import { isJsonObject, parseJson } from '../../functions/shared/json/lossless.ts';
import type { SampleRequest } from '../../functions/shared/sources/source.ts';
import { type Address, readAddress } from '../../local/host/address.ts';

/** A front door that may or may not answer: the one of `npm start`, or a deployed one. */
export interface Door {
  readonly url: string;
  /** The connections that it has; undefined where it does not say, as on AWS. */
  readonly connections: readonly string[] | undefined;
  send(connection: string, request: SampleRequest): Promise<DoorAnswer>;
}

export interface DoorAnswer {
  readonly status: number;
  readonly body: Uint8Array;
  readonly date: string | null;
  readonly milliseconds: number;
}

const PATIENCE_MS = 10_000;

/** Undefined when nothing answers, or none was started here. */
export async function findDoor(url: string | undefined, data: string): Promise<Door | undefined> {
  const here = startedHere(data);
  const address = url?.replace(/\/$/, '') ?? here?.url;
  if (address === undefined) return undefined;
  try {
    // A deployed one has no such path, and answers too.
    await fetch(`${address}/health`, { signal: AbortSignal.timeout(PATIENCE_MS) });
    const connections = here?.url === address ? await connectionsOf(here) : undefined;
    return { url: address, connections, send: (...to) => send(address, ...to) };
  } catch {
    return undefined;
  }
}

async function connectionsOf({ desk, token }: Address): Promise<readonly string[] | undefined> {
  const headers = { authorization: `Bearer ${token}` };
  const status = await fetch(`${desk}/api/status`, { headers, signal: AbortSignal.timeout(PATIENCE_MS) });
  return connectionsIn(await status.text());
}

async function send(address: string, connection: string, request: SampleRequest): Promise<DoorAnswer> {
  const { method, headers, rawQuery, body } = request;
  const started = performance.now();
  const response = await fetch(`${address}/webhooks/${connection}${rawQuery === '' ? '' : `?${rawQuery}`}`, {
    method,
    headers: { ...headers },
    signal: AbortSignal.timeout(PATIENCE_MS),
    ...(method === 'POST' ? { body } : {}),
  });
  const bytes = new Uint8Array(await response.arrayBuffer());
  const milliseconds = Math.round(performance.now() - started);
  return { status: response.status, body: bytes, date: response.headers.get('date'), milliseconds };
}

function connectionsIn(text: string): readonly string[] | undefined {
  try {
    const json = parseJson(text);
    const list = isJsonObject(json) ? json['connections'] : undefined;
    return Array.isArray(list) ? list.map(String) : undefined;
  } catch {
    return undefined;
  }
}

function startedHere(data: string): Address | undefined {
  const reading = readAddress(data);
  return reading.kind === 'address' ? reading.address : undefined;
}
