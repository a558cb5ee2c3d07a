import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { buildApp } from 'fauxqs';
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
  /** Answers 500 from now on. */
  broken: boolean;
}

/**
 * Emulators of the wire on 127.0.0.1. Not as AWS does it:
 * - none asks what a caller may do; the tests of the roles put that in front of them;
 * - fauxqs gives one message of a FIFO group at a time, and AWS as many as fit into the batch; it compares deduplication ids over the
 *   whole queue whatever `DeduplicationScope` says; a standard queue forgets the group id; there are no tasks that move dead letters
 *   back; buckets have no versions, and nothing in them expires;
 * - dynalite has no transactions, deletes nothing that has expired, and does not give back the item on which a condition failed
 *   (`ReturnValuesOnConditionCheckFailure`).
 */
export async function openEmulators(): Promise<Emulators> {
  // Not startFauxqs: that binds every interface.
  const fauxqs = buildApp({ logger: false });
  await fauxqs.listen({ host: '127.0.0.1', port: 0 });
  const fauxqsUrl = urlOf(fauxqs.server);
  const secrets: FakeSecretsManager = { values: new Map(), broken: false };
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

/** Of every secret that is listed: changed at the beginning of 2026, last read two days later; Unix seconds. */
const TIMES = { LastChangedDate: 1_767_225_600, LastAccessedDate: 1_767_398_400 };

function secretsManager(secrets: FakeSecretsManager): Server {
  const respond = async (request: IncomingMessage, response: ServerResponse) => {
    const { SecretId: Name = '' } = (await json(request)) as { SecretId?: string };
    if (String(request.headers['x-amz-target']).endsWith('.ListSecrets') && !secrets.broken) {
      response.setHeader('content-type', 'application/x-amz-json-1.1');
      response.end(
        JSON.stringify({ SecretList: [...secrets.values.keys()].map((name) => ({ Name: name, ...TIMES })) }),
      );
      return;
    }
    const SecretString = secrets.values.get(Name);
    const known = SecretString !== undefined && !secrets.broken;
    const failure = secrets.broken ? 'InternalServiceError' : 'ResourceNotFoundException';
    response.writeHead(known ? 200 : secrets.broken ? 500 : 400, { 'content-type': 'application/x-amz-json-1.1' });
    response.end(JSON.stringify(known ? { Name, SecretString } : { __type: failure, message: 'no' }));
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
