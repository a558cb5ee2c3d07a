import type { APIGatewayProxyEvent, APIGatewayProxyEventV2 } from 'aws-lambda';
import { describe, expect, test } from 'vitest';
import { composeWebhook } from '../../../functions/compose.ts';
import { parseEnvelope } from '../../../functions/shared/envelope/codec.ts';
import type { Envelope } from '../../../functions/shared/envelope/envelope.ts';
import type { HttpEvent } from '../../../functions/shared/http/api-gateway.ts';
import { parseQuery, type WebhookRequest } from '../../../functions/shared/http/webhook-request.ts';
import { identifiers } from '../../../functions/shared/sources/generated/identifiers.ts';
import { openIdentifiers } from '../../../functions/shared/sources/open-identifiers.ts';
import { samplerOf } from '../../../functions/shared/sources/sampler-of.ts';
import { anySample, everyConnection, everySample, everySecret, everySourceConfig } from '../../kit/every-source.ts';
import { gatewayEvent } from '../../kit/gateway.ts';
import { MemoryArchive, MemoryQueue, MemorySecrets } from '../../kit/ports.ts';
import { context } from '../../kit/sqs.ts';

// Every sample of every source that has a webhook, in every form that HTTP and what stands before the function give it, and with every
// odd text that people and platforms put into a body.

const samples = everySample.filter(
  ([connection]) => samplerOf(everyConnection[connection]?.source ?? '')?.transport !== 'inlet',
);
const connections = [...new Set(samples.map(([connection]) => connection))];
const eventsOf = (connection: string) => samples.flatMap(([name, event]) => (name === connection ? [event] : []));
const identify = openIdentifiers(everySourceConfig, identifiers);

const queue = new MemoryQueue();
const archive = new MemoryArchive();
let now = 0;
const handler = composeWebhook({
  config: everySourceConfig,
  queue,
  archive,
  secrets: new MemorySecrets(everySecret),
  clock: () => now,
  log: () => undefined,
});

interface Received {
  readonly status: number;
  readonly kept: number;
  readonly events: readonly Envelope[];
  readonly bodies: readonly string[];
}

const isSuccess = ({ status }: Received) => status >= 200 && status < 300;

async function receive(event: HttpEvent, { receivedAt = 0 }: WebhookRequest): Promise<Received> {
  now = receivedAt;
  const before = archive.objects.size;
  const { statusCode = 0 } = await handler(event, context());
  const bodies = queue.sent.splice(0).map(({ body }) => body);
  const events = bodies.flatMap((body) => {
    const parsed = parseEnvelope(body);
    return parsed.ok ? [parsed.envelope] : [];
  });
  return { status: statusCode, kept: archive.objects.size - before, events, bodies };
}

const lambda = (connection: string, request: WebhookRequest, encoding: 'utf8' | 'base64' = 'base64') =>
  gatewayEvent(connection, { ...request, receivedAt: request.receivedAt ?? 0 }, encoding);

const withHeaders = (event: APIGatewayProxyEventV2, headers: Readonly<Record<string, string>>) => ({
  ...event,
  headers,
});
const given = ({ headers }: WebhookRequest) =>
  Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));

function pathOnly(event: APIGatewayProxyEventV2, path: string): APIGatewayProxyEventV2 {
  const { pathParameters: _, requestContext, ...rest } = event;
  return { ...rest, rawPath: path, requestContext: { ...requestContext, http: { ...requestContext.http, path } } };
}

/** Payload format 1.0: the query decoded, headers in the case of the sender and as lists. */
function rest(connection: string, request: WebhookRequest): APIGatewayProxyEvent {
  const query = Object.fromEntries(parseQuery(request.rawQuery) ?? new Map<string, readonly string[]>());
  const headers = given(request).map(([name, value]) => [name.toUpperCase(), value] as const);
  return {
    resource: '/webhooks/{connection}',
    path: `/webhooks/${connection}`,
    httpMethod: request.method,
    headers: Object.fromEntries(headers),
    multiValueHeaders: Object.fromEntries(headers.map(([name, value]) => [name, [value]])),
    queryStringParameters: null,
    multiValueQueryStringParameters: Object.fromEntries(
      Object.entries(query).map(([name, values]) => [name, [...values]]),
    ),
    pathParameters: { connection },
    stageVariables: null,
    requestContext: { requestTimeEpoch: request.receivedAt ?? 0 } as APIGatewayProxyEvent['requestContext'],
    body: Buffer.from(request.body).toString('base64'),
    isBase64Encoded: true,
  };
}

const forms: readonly (readonly [string, (connection: string, request: WebhookRequest) => HttpEvent])[] = [
  ['the body as text', (connection, request) => lambda(connection, request, 'utf8')],
  [
    'names of headers in capitals',
    (connection, request) =>
      withHeaders(
        lambda(connection, request),
        Object.fromEntries(given(request).map(([name, value]) => [name.toUpperCase(), value])),
      ),
  ],
  [
    'every header twice, in two letter cases',
    (connection, request) =>
      withHeaders(
        lambda(connection, request),
        Object.fromEntries(
          given(request).flatMap(([name, value]) => [
            [name, value],
            [name.toUpperCase(), value],
          ]),
        ),
      ),
  ],
  [
    'headers of proxies beside them',
    (connection, request) =>
      withHeaders(lambda(connection, request), {
        ...Object.fromEntries(given(request)),
        host: 'webhooks.shop.test:8443',
        'x-forwarded-host': 'other.test, webhooks.shop.test',
        'transfer-encoding': 'chunked',
        trailer: 'x-checksum',
        'x-checksum': 'abc',
        forwarded: 'for="[2001:db8::1]";proto=https',
      }),
  ],
  ['a slash at the end', (connection, request) => pathOnly(lambda(connection, request), `/webhooks/${connection}/`)],
  [
    'the path percent-encoded, behind a stage',
    (connection, request) =>
      pathOnly(lambda(connection, request), `/prod/webhooks/${connection.replaceAll('-', '%2d')}`),
  ],
  ['a REST API', rest],
];

describe('whatever form HTTP gives a request, its event is the same', () => {
  test.each(forms)('%s', async (_name, formOf) => {
    let looked = 0;
    for (const connection of connections) {
      for (const event of eventsOf(connection)) {
        const request = anySample(connection, event);
        const usual = await receive(lambda(connection, request), request);
        const other = await receive(formOf(connection, request), request);
        expect(other, `${connection} ${event}`).toEqual(usual);
        expect(isSuccess(usual), `${connection} ${event}`).toBe(true);
        looked += 1;
      }
    }
    expect(looked).toBe(samples.length);
    expect(looked).toBeGreaterThan(100);
  });
});

/** What nobody documents and people write all the same. */
const oddTexts: readonly (readonly [string, unknown])[] = [
  ['a control character', 'x\u0002y\u001d'],
  ['U+0000', 'x\u0000y'],
  ['half a surrogate pair', 'x\ud83d'],
  ['the other half', '\ude00x'],
  ['U+FFFE and U+FFFF', 'x\uFFFEy\uFFFF'],
  ['a byte order mark inside', 'x\uFEFFy'],
  ['the end of CDATA', 'a]]>b<![CDATA[c'],
  ['markup', '<FromUserName>o</FromUserName>&amp;&#0;&lt;'],
  ['a form', 'a=1+2&b=%2B%zz'],
  ['a number of 20 digits', '12345678901234567890'],
  ['separators of lines', 'a\u2028b\u2029c\u0085d'],
  ['an override of direction', 'a\u202eb'],
  ['a bare number of 20 digits', JSON.rawJSON('12345678901234567890')],
  ['a number beyond all numbers', JSON.rawJSON('1e400')],
  ['members that every object has', JSON.parse('{"__proto__":{"id":1},"constructor":null,"toString":"x"}')],
  ['50 levels', JSON.parse(`${'['.repeat(50)}${']'.repeat(50)}`)],
];
// eslint-disable-next-line no-control-regex
const NOT_IN_SQS = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/;

describe('an odd text beside what says who it is changes nothing of who it is', () => {
  const who = (events: readonly Envelope[]) =>
    events.map((event) => {
      const said = identify(event);
      if (said?.outcome !== 'changes') return said?.reason;
      return said.changes.map(({ kind, identities }) => [
        kind,
        identities.map(({ kind: of, scope, value, evidence }) => [of, scope, value, evidence.grade, evidence.field]),
      ]);
    });

  test.each(oddTexts)('%s', async (_name, text) => {
    let looked = 0;
    for (const connection of connections) {
      for (const event of eventsOf(connection)) {
        const plain = anySample(connection, event);
        const odd = anySample(connection, event, {
          change: (payload) => {
            Object.assign(payload, { odd_note: text });
          },
        });
        const usual = await receive(lambda(connection, plain), plain);
        const other = await receive(lambda(connection, odd), odd);
        const told = `${connection} ${event}`;
        expect(isSuccess(other), told).toBe(true);
        expect(other.kept, told).toBe(usual.kept);
        expect(who(other.events), told).toEqual(who(usual.events));
        for (const body of other.bodies) expect(NOT_IN_SQS.test(body) || !body.isWellFormed(), told).toBe(false);
        looked += 1;
      }
    }
    expect(looked).toBe(samples.length);
  });
});
