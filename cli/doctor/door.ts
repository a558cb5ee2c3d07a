import { isJsonObject, parseJson } from '../../functions/shared/json/lossless.ts';
import type { SampleRequest } from '../../functions/shared/sources/source.ts';
import { readAddress } from '../front-door.ts';

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
  const address = url?.replace(/\/$/, '') ?? startedHere(data);
  if (address === undefined) return undefined;
  try {
    const status = await fetch(`${address}/api/status`, { signal: AbortSignal.timeout(PATIENCE_MS) });
    return { url: address, connections: connectionsIn(await status.text()), send: (...to) => send(address, ...to) };
  } catch {
    return undefined;
  }
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

function startedHere(data: string): string | undefined {
  try {
    return readAddress(data);
  } catch {
    return undefined;
  }
}
