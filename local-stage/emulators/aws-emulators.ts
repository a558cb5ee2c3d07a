import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { buildApp } from 'fauxqs';
import * as z from 'zod/mini';
import type { QueueCall } from '../queue-metrics.ts';
import { startDynalite } from './dynalite.ts';

export interface Emulators {
  /** By the name of the service in a signature; `dynamodb` where there is one. */
  readonly urls: Readonly<Record<'sqs' | 's3' | 'secretsmanager', string>> & { readonly dynamodb?: string };
  /** Why there is no DynamoDB; undefined when there is. */
  readonly withoutDynamo: string | undefined;
  /** Variables that send the SDK to them, with credentials that are good for nothing else. */
  readonly environment: Readonly<Record<string, string>>;
  readonly secrets: FakeSecretsManager;
  stop(): Promise<void>;
}

export interface FakeSecretsManager {
  readonly values: Map<string, string>;
  /** Where a secret is looked for that is not among the values. */
  readonly others: SecretValues;
  /** Answers 500 from now on. */
  broken: boolean;
}

/** Secrets that are kept elsewhere, by their whole names. */
export interface SecretValues {
  names(): readonly string[];
  read(name: string): Promise<string | undefined>;
}

export interface EmulatorOptions {
  readonly others?: SecretValues;
  /** Hears every call of SQS that was answered. */
  readonly onQueueCall?: (call: QueueCall) => void;
}

const nothingElse: SecretValues = { names: () => [], read: async () => undefined };

/**
 * Emulators of the wire on 127.0.0.1. Not as AWS does it:
 * - none asks what a caller may do; the tests of the roles put that in front of them;
 * - fauxqs gives one message of a FIFO group at a time, and AWS as many as fit into the batch; it compares deduplication ids over the
 *   whole queue whatever `DeduplicationScope` says; a standard queue forgets the group id; there are no tasks that move dead letters
 *   back; buckets have no versions, and nothing in them expires;
 * - dynalite has no transactions, deletes nothing that has expired, and does not give back the item on which a condition failed
 *   (`ReturnValuesOnConditionCheckFailure`).
 */
export async function openEmulators({ others = nothingElse, onQueueCall }: EmulatorOptions = {}): Promise<Emulators> {
  // Not startFauxqs: that binds every interface.
  const fauxqs = buildApp({ logger: false });
  if (onQueueCall) {
    fauxqs.addHook('onSend', async ({ headers, body }, { statusCode }, payload) => {
      const call = statusCode === 200 ? queueCallIn(headers['x-amz-target'], body, payload) : undefined;
      if (call) onQueueCall(call);
    });
  }
  await fauxqs.listen({ host: '127.0.0.1', port: 0 });
  const fauxqsUrl = urlOf(fauxqs.server);
  const secrets: FakeSecretsManager = { values: new Map(), others, broken: false };
  const secretsServer = await listening(secretsManager(secrets));
  const dynamo = await startDynalite();

  const urls = {
    sqs: fauxqsUrl,
    s3: fauxqsUrl,
    secretsmanager: urlOf(secretsServer),
    ...(dynamo.url !== undefined && { dynamodb: dynamo.url }),
  };
  const environment = {
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_ENDPOINT_URL_SQS: urls.sqs,
    AWS_ENDPOINT_URL_S3: urls.s3,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: urls.secretsmanager,
    ...(urls.dynamodb !== undefined && { AWS_ENDPOINT_URL_DYNAMODB: urls.dynamodb }),
  };

  return {
    urls,
    withoutDynamo: dynamo.failure,
    environment,
    secrets,
    async stop() {
      await fauxqs.close();
      secretsServer.closeAllConnections();
      secretsServer.close();
      await dynamo.stop();
    },
  };
}

const queueInput = z.object({ QueueUrl: z.string() });
const batchOutput = z.object({ Successful: z.array(z.unknown()) });

function queueCallIn(target: unknown, input: unknown, output: unknown): QueueCall | undefined {
  const [, operation] = /^AmazonSQS\.(\w+)$/.exec(String(target)) ?? [];
  const asked = queueInput.safeParse(input);
  if (operation === undefined || !asked.success) return undefined;
  const batch = batchOutput.safeParse(operation.endsWith('Batch') ? JSON.parse(String(output)) : undefined);
  return { operation, queueUrl: asked.data.QueueUrl, successful: batch.data?.Successful.length };
}

/** Of every secret that is listed: changed at the beginning of 2026, last read two days later; Unix seconds. */
const TIMES = { LastChangedDate: 1_767_225_600, LastAccessedDate: 1_767_398_400 };

function secretsManager(secrets: FakeSecretsManager): Server {
  const answer = async (request: IncomingMessage): Promise<object | undefined> => {
    const { SecretId: Name = '' } = (await json(request)) as { SecretId?: string };
    if (String(request.headers['x-amz-target']).endsWith('.ListSecrets')) {
      const names = new Set([...secrets.values.keys(), ...secrets.others.names()]);
      return { SecretList: [...names].map((name) => ({ Name: name, ...TIMES })) };
    }
    const SecretString = secrets.values.get(Name) ?? (await secrets.others.read(Name));
    return SecretString === undefined ? undefined : { Name, SecretString };
  };
  const respond = async (request: IncomingMessage, response: ServerResponse) => {
    let found: object | undefined;
    let isBroken = secrets.broken;
    try {
      found = await answer(request);
    } catch {
      isBroken = true;
    }
    const known = found !== undefined && !isBroken;
    const failure = isBroken ? 'InternalServiceError' : 'ResourceNotFoundException';
    response.writeHead(known ? 200 : isBroken ? 500 : 400, { 'content-type': 'application/x-amz-json-1.1' });
    response.end(JSON.stringify(known ? found : { __type: failure, message: 'no' }));
  };
  return createServer((request, response) => void respond(request, response));
}

async function listening(server: Server): Promise<Server> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  return server;
}

function urlOf(server: { address(): AddressInfo | string | null }): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
