import * as z from 'zod/mini';
import { isJsonObject, parseJson } from '../../functions/shared/json/lossless.ts';
import type { SampleRequest } from '../../functions/shared/sources/source.ts';
import { type Address, readAddress } from '../../local/host/address.ts';

/** A front door that may or may not answer: the one of `npm start`, or a deployed one. */
export interface IngestEndpoint {
  readonly url: string;
  /** The connections that it has; undefined where it does not say, as on AWS. */
  readonly connections: readonly string[] | undefined;
  /** How many events have proved a contact, and said a name beside; undefined where it does not say. */
  readonly proofs: readonly ProofCount[] | undefined;
  send(connection: string, request: SampleRequest): Promise<IngestAnswer>;
}

export interface IngestAnswer {
  readonly status: number;
  readonly body: Uint8Array;
  readonly date: string | null;
  readonly milliseconds: number;
}

const proofCount = z.object({ connection: z.string(), proofs: z.number(), named: z.number() });
export type ProofCount = z.infer<typeof proofCount>;

const TIME_OUT_MS = 10_000;

/** Undefined when nothing answers, or none was started here. */
export async function findIngestEndpoint(url: string | undefined, data: string): Promise<IngestEndpoint | undefined> {
  const here = startedHere(data);
  const address = url?.replace(/\/$/, '') ?? here?.url;
  if (address === undefined) return undefined;
  try {
    // A deployed one has no such path, and answers too.
    await fetch(`${address}/health`, { signal: AbortSignal.timeout(TIME_OUT_MS) });
    const isHere = here?.url === address;
    const connections = isHere ? await connectionsOf(here) : undefined;
    const proofs = isHere ? await proofsOf(here) : undefined;
    return { url: address, connections, proofs, send: (...to) => send(address, ...to) };
  } catch {
    return undefined;
  }
}

async function connectionsOf(address: Address): Promise<readonly string[] | undefined> {
  return connectionsIn(await ask(address, '/api/status'));
}

async function proofsOf(address: Address): Promise<readonly ProofCount[] | undefined> {
  const found = z.array(proofCount).safeParse(JSON.parse(await ask(address, '/api/proofs')));
  return found.success ? found.data : undefined;
}

async function ask({ desk, token }: Address, path: string): Promise<string> {
  const headers = { authorization: `Bearer ${token}` };
  const answer = await fetch(`${desk}${path}`, { headers, signal: AbortSignal.timeout(TIME_OUT_MS) });
  return answer.text();
}

async function send(address: string, connection: string, request: SampleRequest): Promise<IngestAnswer> {
  const { method, headers, rawQuery, body } = request;
  const started = performance.now();
  const response = await fetch(`${address}/webhooks/${connection}${rawQuery === '' ? '' : `?${rawQuery}`}`, {
    method,
    headers: { ...headers },
    signal: AbortSignal.timeout(TIME_OUT_MS),
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
