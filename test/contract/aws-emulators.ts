import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { buildApp } from 'fauxqs';
import { vi } from 'vitest';

export interface Emulators {
  readonly sqsUrl: string;
  /** Why there is no DynamoDB; undefined when there is. */
  readonly withoutDynamo: string | undefined;
  readonly secrets: FakeSecretsManager;
  stop(): Promise<void>;
}

export interface FakeSecretsManager {
  readonly values: Map<string, string>;
  /** Answers 500 from now on. */
  broken: boolean;
}

/** Emulators of the wire on 127.0.0.1, and the environment that sends the SDK to them. */
export async function startEmulators(): Promise<Emulators> {
  // Not startFauxqs: that binds every interface.
  const fauxqs = buildApp({ logger: false });
  await fauxqs.listen({ host: '127.0.0.1', port: 0 });
  const fauxqsUrl = urlOf(fauxqs.server);
  const secrets: FakeSecretsManager = { values: new Map(), broken: false };
  const secretsServer = await listening(secretsManager(secrets));
  const dynamo = await startDynalite();

  const environment = {
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_ENDPOINT_URL_SQS: fauxqsUrl,
    AWS_ENDPOINT_URL_S3: fauxqsUrl,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: urlOf(secretsServer),
    ...(dynamo.server !== undefined && { AWS_ENDPOINT_URL_DYNAMODB: urlOf(dynamo.server) }),
  };
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);

  return {
    sqsUrl: fauxqsUrl,
    withoutDynamo: dynamo.failure,
    secrets,
    async stop() {
      vi.unstubAllEnvs();
      await fauxqs.close();
      for (const server of [secretsServer, dynamo.server]) {
        server?.closeAllConnections();
        server?.close();
      }
    },
  };
}

/** dynalite keeps its tables in a native module, which may be missing on a machine. */
export async function startDynalite(): Promise<{ server?: Server; failure?: string }> {
  try {
    const { default: dynalite } = await import('dynalite');
    return { server: await listening(dynalite({ createTableMs: 0 })) };
  } catch (error) {
    return { failure: String(error) };
  }
}

function secretsManager(secrets: FakeSecretsManager): Server {
  const respond = async (request: IncomingMessage, response: ServerResponse) => {
    const { SecretId: Name } = (await json(request)) as { SecretId: string };
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
