import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { dynamoLeases } from '../../functions/shared/ports/aws/leases.ts';
import { dynamoMarks } from '../../functions/shared/ports/aws/marks.ts';

interface Keys {
  readonly Keys: readonly { readonly key: { readonly S: string } }[];
  readonly ConsistentRead?: boolean;
}
interface Request {
  readonly operation: string;
  readonly body: { readonly RequestItems?: Readonly<Record<string, Keys>>; readonly Key?: unknown };
}

// What no emulator does: it answers for a part of the keys, or fails in the middle.
let requests: Request[] = [];
let answer: (request: Request) => { status: number; body: unknown };

const respond = async (request: IncomingMessage, response: ServerResponse) => {
  const operation = String(request.headers['x-amz-target']).replace(/^.*\./, '');
  const received = { operation, body: (await json(request)) as Request['body'] };
  requests.push(received);
  const { status, body } = answer(received);
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(body));
};
const server = createServer((request, response) => void respond(request, response));
beforeAll(async () => {
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  vi.stubEnv('AWS_ENDPOINT_URL_DYNAMODB', `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  vi.stubEnv('AWS_REGION', 'us-east-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
});
afterEach(() => {
  requests = [];
});
afterAll(() => {
  vi.unstubAllEnvs();
  server.closeAllConnections();
  server.close();
});

const keysOf = ({ body }: Request) => (body.RequestItems?.['t']?.Keys ?? []).map(({ key }) => key.S);

describe('suppressions that DynamoDB answers in parts', () => {
  /** Answers for the first `part` keys of every request. */
  const inParts = (part: number) => (request: Request) => {
    const keys = keysOf(request);
    const open = keys.slice(part).map((key) => ({ key: { S: key } }));
    return {
      status: 200,
      body: {
        Responses: { t: keys.slice(0, part).map((key) => ({ key: { S: key }, since: { N: '5' } })) },
        UnprocessedKeys: open.length === 0 ? {} : { t: { Keys: open, ConsistentRead: true } },
      },
    };
  };

  test('the rest is asked for again, and every read is consistent', async () => {
    answer = inParts(2);
    const found = await dynamoMarks('t', 'suppressed').find(['a', 'b', 'c', 'd', 'e']);
    expect([...found.keys()]).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(requests.map((request) => keysOf(request).length)).toEqual([5, 3, 1]);
    expect(requests.every(({ body }) => body.RequestItems?.['t']?.ConsistentRead === true)).toBe(true);
  });

  test('keys left unread in the end are no answer: rejected, worth a second try, and without a key in the message', async () => {
    answer = inParts(0);
    const error = await dynamoMarks('t', 'suppressed')
      .find(['secret-key'])
      .catch((caught: unknown) => caught);
    expect(error).toMatchObject({ name: 'PortError', kind: 'marks', retryable: true });
    expect(String(error)).not.toContain('secret-key');
    expect(requests).toHaveLength(6);
  });

  test('one mark that was not written rejects the whole, after every other was tried', async () => {
    let puts = 0;
    answer = () => {
      puts += 1;
      return puts === 1 ? { status: 400, body: { __type: 'AccessDeniedException' } } : { status: 200, body: {} };
    };
    await expect(dynamoMarks('t', 'suppressed').add(['a', 'b', 'c'], 1)).rejects.toMatchObject({ retryable: false });
    expect(requests.map(({ operation }) => operation)).toEqual(['PutItem', 'PutItem', 'PutItem']);
  });
});

describe('leases', () => {
  test('are taken one after another in the order given, and given back when one is refused', async () => {
    let puts = 0;
    answer = ({ operation }) => {
      puts += operation === 'PutItem' ? 1 : 0;
      const refused = operation === 'PutItem' && puts === 3;
      return refused ? { status: 400, body: { __type: 'ConditionalCheckFailedException' } } : { status: 200, body: {} };
    };
    expect(await dynamoLeases('t').take(['a', 'b', 'c', 'd'], 'h', { now: 1, until: 2 })).toBe(false);
    expect(requests.map(({ operation }) => operation)).toEqual([
      'PutItem',
      'PutItem',
      'PutItem',
      'DeleteItem',
      'DeleteItem',
    ]);
    expect(requests.flatMap(({ body }) => (body.Key === undefined ? [] : [body.Key]))).toEqual(
      expect.arrayContaining([{ key: { S: 'lease:a' } }, { key: { S: 'lease:b' } }]),
    );
  });
});
