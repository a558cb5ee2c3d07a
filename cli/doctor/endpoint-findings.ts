import type { Finding } from '../../functions/shared/sources/finding.ts';
import { sources } from '../../functions/shared/sources/generated/sources.ts';
import { samplerOf } from '../../functions/shared/sources/sampler-of.ts';
import type { SampleRequest, UrlCheck } from '../../functions/shared/sources/source.ts';
import { forge } from '../../operations/samples/forge.ts';
import type { IngestEndpoint, IngestAnswer } from './ingest-endpoint.ts';
import type { Examined } from './examined.ts';

/** Whether the front door lets the platform in, and nobody else. Leaves nothing behind. */
export async function endpointFindings(
  examined: Examined,
  endpoint: IngestEndpoint | undefined,
): Promise<readonly Finding[]> {
  const { name, connection } = examined;
  if (sources[connection.source].coverage.transport === 'inlet') return inletFindings(examined);
  if (!endpoint) {
    const fix = 'npm start, or --url with the address of a deployed front door';
    return [{ check: 'front door', verdict: 'skipped', detail: 'none answers', fix }];
  }
  const address = `${endpoint.url}/webhooks/${name}`;
  if (endpoint.connections && !endpoint.connections.includes(name)) {
    const detail = `${endpoint.url} has no connection "${name}"`;
    return [{ check: 'front door', verdict: 'problem', detail, fix: 'start it again with this configuration' }];
  }
  return [
    { check: 'front door', verdict: 'ok', detail: address },
    ...(await urlCheckFindings(examined, endpoint)),
    ...(await forgeryFindings(examined, endpoint)),
  ];
}

function inletFindings({ connection }: Examined): readonly Finding[] {
  const check = 'inlet';
  if (connection.trust === 'queue') return [{ check, verdict: 'ok', detail: 'its queue policy is the proof' }];
  const detail = 'it carries no signature, and the queue is not trusted: every event is refused';
  return [{ check, verdict: 'problem', detail, fix: 'set trust: "queue", and deployment.inletSenders' }];
}

async function urlCheckFindings(
  { name, checkUp, secrets, now }: Examined,
  endpoint: IngestEndpoint,
): Promise<readonly Finding[]> {
  const check = 'URL check';
  let urlCheck: UrlCheck | undefined;
  try {
    urlCheck = checkUp.urlCheck(secrets?.[0], now);
  } catch {
    return [{ check, verdict: 'skipped', detail: 'the secret is not usable' }];
  }
  if (!urlCheck) return [];
  const answer = await attempt(endpoint, name, urlCheck.request);
  if (!answer) return [noAnswer(check)];
  const wrong = findWrongUrlCheck(answer, urlCheck);
  if (wrong) return [{ check, verdict: 'problem', ...wrong }];
  const { milliseconds } = answer;
  return [
    { check, verdict: 'ok', detail: `${urlCheck.answer.length} bytes came back unchanged in ${milliseconds} ms` },
  ];
}

/** Undefined for the answer that the platform wants. */
export function findWrongUrlCheck(
  { status, body, milliseconds }: IngestAnswer,
  { answer, withinMs }: UrlCheck,
): Pick<Finding, 'detail' | 'fix'> | undefined {
  if (status !== 200) return { detail: `a genuine check gets HTTP ${status}`, fix: fixOf(status) };
  const expected = Buffer.from(answer);
  if (!expected.equals(body)) {
    return {
      detail: difference(expected, body),
      fix: 'let nothing between the platform and the function change bodies',
    };
  }
  if (milliseconds < withinMs) return undefined;
  return {
    detail: `it took ${milliseconds} ms, and the platform gives up after ${withinMs}`,
    fix: 'look for a slow proxy',
  };
}

/** How an echo is spoilt: each of these is refused by the platforms' consoles. */
function difference(expected: Uint8Array, body: Uint8Array): string {
  const text = Buffer.from(body).toString();
  if (text.startsWith('\uFEFF')) return 'a byte order mark stands before the answer';
  if (/^".*"$/s.test(text.trim())) return 'the answer stands in quotes';
  if (text !== text.trim() && Buffer.from(text.trim()).equals(expected))
    return 'blanks or line ends stand around the answer';
  return `${body.length} bytes came back instead of ${expected.length}, or others`;
}

async function forgeryFindings(
  { name, connection: { source, options }, secrets, now }: Examined,
  endpoint: IngestEndpoint,
): Promise<readonly Finding[]> {
  const check = 'forged event';
  const request = forged(source, options, secrets?.[0], now);
  if (!request) return [{ check, verdict: 'skipped', detail: 'nothing here can sign for the platform' }];
  const answer = await attempt(endpoint, name, request);
  if (!answer) return [noAnswer(check)];
  const { status } = answer;
  if (status >= 400 && status < 500) return [{ check, verdict: 'ok', detail: `refused with HTTP ${status}` }];
  if (status >= 500) return [{ check, verdict: 'problem', detail: `it gets HTTP ${status}`, fix: fixOf(status) }];
  const detail = `it was accepted with HTTP ${status}`;
  return [{ check, verdict: 'problem', detail, fix: 'something in front answers for the function: ask it first' }];
}

/** A sample that was changed after it was signed; undefined where there is no sampler, or no key to sign with. */
function forged(source: string, options: unknown, secret: unknown, now: number): SampleRequest | undefined {
  const sampler = samplerOf(source);
  const [event] = sampler?.events ?? [];
  if (!sampler || event === undefined) return undefined;
  try {
    const context = { now, sequence: 0 };
    const payload = sampler.payload(event, options, context);
    const request = payload && sampler.sign(event, payload, secret, options, context);
    return request && forge(request, sampler);
  } catch {
    return undefined;
  }
}

async function attempt(
  endpoint: IngestEndpoint,
  name: string,
  request: SampleRequest,
): Promise<IngestAnswer | undefined> {
  try {
    return await endpoint.send(name, request);
  } catch {
    return undefined;
  }
}

function noAnswer(check: string): Finding {
  return { check, verdict: 'problem', detail: 'the front door does not answer', fix: 'see its log' };
}

function fixOf(status: number): string {
  if (status === 404) return 'the front door has no such connection: deploy, or start it with this configuration';
  if (status >= 500) return 'its log says secret-missing or queue-refused: fill in the secret that it reads';
  return 'the front door reads another secret than the file that you gave here: compare them';
}
