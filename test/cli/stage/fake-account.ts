import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { vi } from 'vitest';

interface Secret {
  text: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly changed: number;
}

type Fields = Readonly<Record<string, unknown>>;

/** Secrets Manager and the parameters of Systems Manager, by their documented shapes: an unknown call or parameter is an error. */
export interface FakeAccount {
  readonly secrets: Map<string, Secret>;
  readonly parameters: Map<string, string>;
  /** `PutSecretValue guiyi/dev/cdp` */
  readonly calls: string[];
  /** The name of the error that every call gets. */
  refusal: string | undefined;
  stop(): Promise<void>;
}

class Refused extends Error {}

/** So many secrets a page, that a test has several. */
const PAGE = 2;

export async function startFakeAccount(): Promise<FakeAccount> {
  const server = createServer((request, response) => void answer(request, response));
  const account: FakeAccount = {
    secrets: new Map(),
    parameters: new Map(),
    calls: [],
    refusal: undefined,
    async stop() {
      vi.unstubAllEnvs();
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const operation = String(request.headers['x-amz-target']).replace(/^.*\./, '');
    const input = (await json(request)) as Fields;
    account.calls.push([operation, textOf(input, 'SecretId') || textOf(input, 'Name')].join(' '));
    response.setHeader('content-type', 'application/x-amz-json-1.1');
    try {
      if (account.refusal !== undefined) throw new Refused(account.refusal);
      response.end(JSON.stringify(perform(account, operation, input)));
    } catch (error) {
      const type = error instanceof Refused ? error.message : 'ValidationException';
      response.writeHead(400).end(JSON.stringify({ __type: type, message: String(error) }));
    }
  };
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  for (const service of ['SECRETS_MANAGER', 'SSM']) vi.stubEnv(`AWS_ENDPOINT_URL_${service}`, url);
  vi.stubEnv('AWS_REGION', 'us-east-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'OPERATOR');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'a-key-of-a-test');
  return account;
}

const known: Readonly<Record<string, readonly string[]>> = {
  CreateSecret: ['Name', 'SecretString', 'Description', 'Tags', 'ClientRequestToken'],
  PutSecretValue: ['SecretId', 'SecretString', 'ClientRequestToken'],
  GetSecretValue: ['SecretId'],
  ListSecrets: ['Filters', 'MaxResults', 'NextToken'],
  GetParameter: ['Name'],
};

function perform({ secrets, parameters }: FakeAccount, operation: string, input: Fields): object {
  const unknown = Object.keys(input).filter((name) => !known[operation]?.includes(name));
  if (!known[operation] || unknown.length > 0) throw new Error(`${operation} is not known with ${unknown.join(', ')}`);
  const name = textOf(input, 'Name');
  switch (operation) {
    case 'CreateSecret': {
      if (secrets.has(name)) throw new Refused('ResourceExistsException');
      const tags = input['Tags'] as readonly { readonly Key: string; readonly Value: string }[];
      const byKey = Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value]));
      secrets.set(name, { text: textOf(input, 'SecretString'), tags: byKey, changed: Date.now() });
      return { Name: name };
    }
    case 'PutSecretValue':
    case 'GetSecretValue': {
      const secret = secrets.get(textOf(input, 'SecretId'));
      if (!secret) throw new Refused('ResourceNotFoundException');
      if (operation === 'PutSecretValue') secret.text = textOf(input, 'SecretString');
      return { Name: textOf(input, 'SecretId'), SecretString: secret.text };
    }
    case 'ListSecrets':
      return listed(secrets, input);
    default: {
      const Value = parameters.get(name);
      if (Value === undefined) throw new Refused('ParameterNotFound');
      return { Parameter: { Name: name, Value, Type: 'String' } };
    }
  }
}

function listed(secrets: FakeAccount['secrets'], input: Fields): object {
  const [filter] = input['Filters'] as readonly { readonly Values: readonly string[] }[];
  const prefix = (filter?.Values[0] ?? '').toLowerCase();
  const found = [...secrets].filter(([name]) => name.toLowerCase().startsWith(prefix));
  const from = Number(input['NextToken'] ?? 0);
  const page = found.slice(from, from + PAGE).map(([name, { changed }]) => ({
    Name: name,
    LastChangedDate: changed / 1000,
    LastAccessedDate: Date.parse('2026-03-02T00:00:00Z') / 1000,
  }));
  return { SecretList: page, ...(from + PAGE < found.length && { NextToken: String(from + PAGE) }) };
}

function textOf(input: Fields, name: string): string {
  const value = input[name];
  return typeof value === 'string' ? value : '';
}
