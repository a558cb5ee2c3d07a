import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { checkConfig } from '../functions/shared/config/check-config.ts';
import { receivers } from '../functions/shared/sources/generated/receivers.ts';
import { bundleFunctions } from '../infra/bundle.ts';
import { toLambdaEvent } from '../local/host/lambda-event.ts';
import { startFunction } from '../local/lambda/function.ts';
import { listenOnLoopback } from '../sandbox/loopback.ts';
import { BENCH_SECRET, customerEvent } from './customer-event.ts';
import { median, ratio } from './measure.ts';

// A new process for each round: the time from its start to the answer to its first event, which is where work hides that the init leaves
// for later. Against a handler that does nothing, round by round in turn, so that a loaded machine slows all of them. Delivery gets an
// empty batch: what it asks of the CDP and of the tables is no matter of the start.
const ROUNDS = 15;

type Fields = Readonly<Record<string, unknown>>;

/** Secrets Manager and SQS for one call each, and tables without an item. Nothing is kept. */
const aws = createServer((request, response) => {
  const operation = String(request.headers['x-amz-target']).replace(/^.*\./, '');
  json(request)
    .then((input) => response.end(JSON.stringify(answerOf(operation, input as Fields))))
    .catch(() => response.writeHead(400).end('{}'));
});

function answerOf(operation: string, input: Fields): object {
  if (operation === 'GetSecretValue') return { SecretString: JSON.stringify({ clientSecret: BENCH_SECRET }) };
  if (operation === 'GetItem') return {};
  const body = String(input['MessageBody']);
  return { MessageId: 'message-1', MD5OfMessageBody: createHash('md5').update(body).digest('hex') };
}

const folder = mkdtempSync(join(tmpdir(), 'guiyi-cold-'));
const awsListener = await listenOnLoopback(aws, 0);
const { url } = awsListener;
try {
  const connections = { shop: { source: 'shopify', options: {} } };
  const token = { path: '/token', tokenPath: 'data.token', expiresInPath: 'data.expiresIn' };
  const cdp = { baseUrl: 'https://cdp.example.com', token, identityTypes: {} };
  const config = checkConfig({ connections, cdp }, receivers, 'the bench');
  const { functions } = await bundleFunctions({ config, outputDirectory: join(folder, 'functions') });
  const bare = join(folder, 'bare.mjs');
  writeFileSync(bare, 'export const handler = async () => ({ statusCode: 200 });');

  const { headers, rawQuery, body } = customerEvent(1);
  const request = { method: 'POST', path: '/webhooks/shop', rawQuery, headers, body: Buffer.from(body) };
  const event = toLambdaEvent(request, 'shop', Date.now());
  const environment = {
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'key',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_ENDPOINT_URL_DYNAMODB: url,
    AWS_ENDPOINT_URL_SQS: url,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: url,
    GUIYI_QUEUE_URL: `${url}/000000000000/events.fifo`,
    GUIYI_ARCHIVE_BUCKET: 'bucket',
    GUIYI_SECRET_PREFIX: 'guiyi/dev/',
    GUIYI_METRIC_NAMESPACE: 'Guiyi/dev',
    GUIYI_CDP_BASE_URL: 'https://cdp.example.com',
    GUIYI_LEDGER_TABLE: 'ledger',
    GUIYI_JOURNAL_TABLE: 'journal',
    GUIYI_DEAD_LETTER_QUEUE_URL: `${url}/000000000000/dead.fifo`,
  };
  const starts = [
    { name: 'bare', file: bare, event, first: '' },
    { name: 'webhook', file: functions['webhook']?.file ?? '', event, first: 'its first event' },
    { name: 'deliver', file: functions['deliver']?.file ?? '', event: { Records: [] }, first: 'an empty batch' },
  ];
  const measured = starts.map((start) => ({ ...start, milliseconds: [] as number[] }));
  for (let round = 0; round < ROUNDS; round++) {
    for (const { file, event: first, milliseconds } of measured)
      milliseconds.push(await coldStart(file, environment, first));
  }
  const [least = Number.NaN, ...rest] = measured.map(({ milliseconds }) => median(milliseconds));
  for (const [index, time] of rest.entries()) {
    const { name = '', first = '' } = starts[index + 1] ?? {};
    const size = (functions[name]?.bytes ?? 0) / 1024;
    process.stdout.write(
      `cold start of ${name}, init and ${first}: ${time.toFixed(0)} ms, ${ratio(time / least)} × a bare handler (${least.toFixed(0)} ms); ${size.toFixed(0)} KiB\n`,
    );
  }
} finally {
  await awsListener.close();
  rmSync(folder, { recursive: true, force: true });
}

/** Milliseconds from the start of a process to the answer to its first event. */
async function coldStart(
  bundlePath: string,
  environment: Readonly<Record<string, string>>,
  event: object,
): Promise<number> {
  const started = performance.now();
  const fn = await startFunction({ bundlePath, environment, onOutput: () => undefined });
  const answer = (await fn.invoke(event)) as { readonly statusCode?: number; readonly batchItemFailures?: readonly [] };
  const milliseconds = performance.now() - started;
  await fn.stop();
  if (answer.statusCode !== 200 && answer.batchItemFailures?.length !== 0)
    throw new Error(`${bundlePath} answered ${JSON.stringify(answer)}`);
  return milliseconds;
}
