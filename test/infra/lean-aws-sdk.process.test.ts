import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createTable } from '../../local-stage/emulators/dynamo-table.ts';
import { buildApp } from 'fauxqs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { s3Archive } from '../../functions/shared/ports/aws/archive.ts';
import type { dynamoCases } from '../../functions/shared/ports/aws/cases.ts';
import type { dynamoLeases } from '../../functions/shared/ports/aws/leases.ts';
import type { dynamoLedger } from '../../functions/shared/ports/aws/ledger.ts';
import type { sqsQueue } from '../../functions/shared/ports/aws/queue.ts';
import type { secretsManagerStore } from '../../functions/shared/ports/aws/secrets.ts';
import { bundleFunctions } from '../../infra/bundle.ts';
import { withLiteralKeys, withSharedConstructor } from '../../infra/lean-aws-sdk.ts';
import { type Dynalite, startDynalite } from '../../local-stage/emulators/dynalite.ts';

interface Bundle {
  readonly s3Archive: typeof s3Archive;
  readonly sqsQueue: typeof sqsQueue;
  readonly secretsManagerStore: typeof secretsManagerStore;
  readonly dynamoLedger: typeof dynamoLedger;
  readonly dynamoLeases: typeof dynamoLeases;
  readonly dynamoCases: typeof dynamoCases;
}

describe('the SDK without what Lambda never uses', () => {
  const emulator = buildApp({ logger: false });
  const secretServer = createServer((request, response) => {
    const name = request.headers['x-amz-target'];
    const signed = request.headers.authorization?.startsWith('AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/') === true;
    response.setHeader('content-type', 'application/x-amz-json-1.1');
    response.end(JSON.stringify({ SecretString: `${String(name)} ${signed ? 'signed' : 'unsigned'}` }));
  });
  let dynamo: Dynalite;
  let endpoint: string;
  let bundle: Bundle;

  beforeAll(async () => {
    endpoint = await emulator.listen({ host: '127.0.0.1', port: 0 });
    await new Promise<void>((done) => secretServer.listen(0, '127.0.0.1', done));
    dynamo = await startDynalite();
    vi.stubEnv('AWS_REGION', 'us-east-1');
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIDEXAMPLE');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'not-a-secret');
    vi.stubEnv('AWS_ENDPOINT_URL', endpoint);
    vi.stubEnv('AWS_ENDPOINT_URL_SECRETS_MANAGER', addressOf(secretServer));
    if (dynamo.url !== undefined) vi.stubEnv('AWS_ENDPOINT_URL_DYNAMODB', dynamo.url);

    const folder = mkdtempSync(join(tmpdir(), 'guiyi-lean-'));
    const entry = join(folder, 'ports.ts');
    const ports = {
      archive: 's3Archive',
      queue: 'sqsQueue',
      secrets: 'secretsManagerStore',
      ledger: 'dynamoLedger',
      leases: 'dynamoLeases',
      cases: 'dynamoCases',
    };
    const lines = Object.entries(ports).map(([file, name]) => {
      const source = resolve('functions/shared/ports/aws', `${file}.ts`);
      return `export { ${name} } from ${JSON.stringify(source)};`;
    });
    writeFileSync(entry, lines.join('\n'));
    const { functions } = await bundleFunctions({ entries: { ports: entry }, outputDirectory: join(folder, 'out') });
    bundle = (await import(pathToFileURL(functions['ports']?.file ?? '').href)) as Bundle;
  });

  afterAll(async () => {
    vi.unstubAllEnvs();
    await emulator.close();
    await new Promise((done) => secretServer.close(done));
    await dynamo.stop();
  });

  it('writes and reads objects, and knows one that is missing', async () => {
    await fetch(`${endpoint}/archive`, { method: 'PUT', headers: s3Headers });
    const archive = bundle.s3Archive('archive');
    const bytes = new Uint8Array([0, 255, 10, 13, 128]);
    await archive.put('claims/a b/值', bytes);
    expect(await archive.get('claims/a b/值')).toEqual(bytes);
    expect(await archive.get('claims/none')).toBeUndefined();
  });

  it('sends to a queue, one and many, and names what went wrong', async () => {
    const url = await createQueue(endpoint, 'events.fifo');
    const message = (n: number) => ({ body: `{"n":${n}}`, groupId: 'g', deduplicationId: `d${n}` });
    await bundle.sqsQueue(url).send([message(1)]);
    await bundle.sqsQueue(url).send([message(2), message(3)]);
    const { Attributes } = await sqs(endpoint, 'GetQueueAttributes', { QueueUrl: url, AttributeNames: ['All'] });
    expect(Attributes).toMatchObject({ ApproximateNumberOfMessages: '3' });
    await expect(bundle.sqsQueue(`${url.slice(0, -5)}-none.fifo`).send([message(4)])).rejects.toThrow(
      /QueueDoesNotExist/,
    );
  });

  it('writes, reads and removes items of the table, and sees a conflict', async ({ skip }) => {
    if (dynamo.url === undefined) skip(`dynalite does not load (${dynamo.failure})`);
    await createTable('ledger');
    const ledger = bundle.dynamoLedger('ledger', () => 1_000);
    const item = { v: 1, expires: 60, state: '{}' };
    expect(await ledger.write('i:a', item, undefined)).toBe('written');
    expect(await ledger.write('i:a', item, undefined)).toBe('conflict');
    expect(await ledger.read(['i:a', 'i:b'])).toEqual(new Map([['i:a', item]]));
    expect(await ledger.remove('i:a', 1)).toBe('removed');
    const leases = bundle.dynamoLeases('ledger');
    expect(await leases.take(['k'], 'one', { now: 1, until: 9 })).toBe(true);
    expect(await leases.take(['k'], 'two', { now: 1, until: 9 })).toBe(false);
    const seen = { type: 'merge-skipped', connection: 'shop', key: 'k', example: 'x', event: 'e', time: 1 } as const;
    await bundle.dynamoCases('ledger').report([seen, seen]);
    expect(await bundle.dynamoCases('ledger').list(5)).toMatchObject([{ count: 2, examples: [{ event: 'e' }] }]);
  });

  it('reads a secret, signed with the credentials of the environment', async () => {
    expect(await bundle.secretsManagerStore('guiyi/').read('shop')).toBe('secretsmanager.GetSecretValue signed');
  });
});

describe('computed keys', () => {
  it.each([
    ['become literal', 'const _h = "http";\nexport var A = { [_h]: 1 };', 'export var A = { "http": 1 };'],
    ['stay when their value is not a plain string', 'const _h = name();\nexport var A = { [_h]: 1 };', '{ [_h]: 1 }'],
    ['stay in an index', 'const _h = "http";\nexport var A = B[_h];', 'B[_h];'],
  ])('%s', (_, source, result) => {
    expect(withLiteralKeys(source)).toContain(result);
  });
});

describe('errors that differ in their names and fields alone', () => {
  const models = (service: string) => resolve(`node_modules/@aws-sdk/client-${service}/dist-es/models`);
  const read = (service: string) => readFileSync(join(models(service), 'errors.js'), 'utf8');

  it.each(['sqs', 's3', 'secrets-manager', 'dynamodb'])(
    '%s: share a constructor, and are the same classes to whoever catches them',
    async (service) => {
      const changed = withSharedConstructor(read(service));
      const all = read(service).match(/^export class /gm)?.length ?? 0;
      const shared = changed.match(/ plainError\(/g)?.length ?? 0;
      expect(shared).toBeGreaterThan(all / 2);
      const load = async (file: string, text: string) => {
        const folder = mkdtempSync(join(tmpdir(), 'guiyi-errors-'));
        const here = text.replace(/from "\.\/(\w+)"/, (_from, name: string) => {
          return `from ${JSON.stringify(pathToFileURL(join(models(service), `${name}.js`)).href)}`;
        });
        writeFileSync(join(folder, file), here);
        return (await import(pathToFileURL(join(folder, file)).href)) as Readonly<Record<string, ErrorClass>>;
      };
      const [before, after] = [await load('before.mjs', read(service)), await load('after.mjs', changed)];
      expect(Object.keys(after)).toEqual(Object.keys(before));
      for (const [name, Before] of Object.entries(before)) {
        const After = after[name];
        if (!After) throw new Error(name);
        const [one, other] = [new Before(options), new After(options)];
        expect(other, name).toBeInstanceOf(After);
        expect(other, name).toBeInstanceOf(Error);
        expect([After.shapeId, other.name, Object.entries(other)], name).toEqual([
          Before.shapeId,
          one.name,
          Object.entries(one),
        ]);
      }
    },
  );

  it.each([
    ['a field that is not set', 'name = "OverLimit";\n    $fault = "client";', '$&\n    Limit;'],
    ['a default of its own', 'name = "OverLimit";', '$&\n    $retryable = {};'],
  ])('stay where one has %s', (_name, from, to) => {
    const own = read('sqs').replace(from, to);
    expect(own).not.toBe(read('sqs'));
    expect(withSharedConstructor(own)).toContain('export class OverLimit ');
  });
});

interface ErrorClass {
  readonly shapeId: string;
  new (options: object): Error;
}
const options = { message: 'no', Message: 'no', StorageClass: 'GLACIER', Item: {}, $metadata: {} };

const s3Headers = { authorization: 'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260101/us-east-1/s3/aws4_request' };

function addressOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** The emulator names a host that only its own clients resolve. */
async function createQueue(endpoint: string, name: string): Promise<string> {
  const { QueueUrl } = await sqs(endpoint, 'CreateQueue', { QueueName: name, Attributes: { FifoQueue: 'true' } });
  return `${endpoint}${new URL(String(QueueUrl)).pathname}`;
}

async function sqs(endpoint: string, action: string, body: unknown): Promise<Readonly<Record<string, unknown>>> {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': `AmazonSQS.${action}` },
    body: JSON.stringify(body),
  });
  return (await response.json()) as Readonly<Record<string, unknown>>;
}
