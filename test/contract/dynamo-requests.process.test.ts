import { describe, expect, test } from 'vitest';
import { dynamoLeases } from '../../functions/shared/ports/aws/leases.ts';
import { dynamoLedger } from '../../functions/shared/ports/aws/ledger.ts';
import { type Received, scriptedService } from './scripted-service.ts';

interface Keys {
  readonly Keys: readonly { readonly key: { readonly S: string } }[];
  readonly ConsistentRead?: boolean;
}
type Body = { readonly RequestItems?: Readonly<Record<string, Keys>>; readonly Key?: unknown };
type Request = Received<Body>;

const service = scriptedService<Body>('AWS_ENDPOINT_URL_DYNAMODB');
const ledger = dynamoLedger('t', () => 1_790_000_000_000);
const record = { v: 1, state: '{}' };

const keysOf = ({ body }: Request) => (body.RequestItems?.['t']?.Keys ?? []).map(({ key }) => key.S);
const sizes = () => service.requests.map((request) => keysOf(request).length);

/** Answers for the first `part` keys of every request. */
const inParts = (part: number) => (request: Request) => {
  const keys = keysOf(request);
  const open = keys.slice(part).map((key) => ({ key: { S: key } }));
  return {
    status: 200,
    body: {
      Responses: { t: keys.slice(0, part).map((key) => ({ key: { S: key }, v: { N: '1' }, state: { S: '{}' } })) },
      UnprocessedKeys: open.length === 0 ? {} : { t: { Keys: open, ConsistentRead: true } },
    },
  };
};

describe('a read of the ledger', () => {
  test('asks for at most 100 keys at once, and for each key once', async () => {
    service.answer = inParts(100);
    const keys = Array.from({ length: 250 }, (_, index) => `i:${index}`);
    const found = await ledger.read([...keys, 'i:0', 'i:249']);
    expect(sizes()).toEqual([100, 100, 50]);
    expect(service.requests.flatMap(keysOf)).toEqual(keys);
    expect([...found.keys()]).toEqual(keys);
  });

  test('is one request for the few keys of an event, and none for no key', async () => {
    service.answer = inParts(100);
    await ledger.read(['s2:a', 'i:b', 'c:1']);
    await ledger.read([]);
    expect(service.requests.map(({ operation }) => operation)).toEqual(['BatchGetItem']);
  });

  test('that DynamoDB answers in parts asks again for the rest, and is consistent every time', async () => {
    service.answer = inParts(2);
    const found = await ledger.read(['a', 'b', 'c', 'd', 'e']);
    expect([...found.keys()]).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(sizes()).toEqual([5, 3, 1]);
    expect(service.requests.every(({ body }) => body.RequestItems?.['t']?.ConsistentRead === true)).toBe(true);
  });

  test('whose keys are left unread in the end is no answer: rejected, worth a second try, and without a key in the message', async () => {
    service.answer = inParts(0);
    const error = await ledger.read(['secret-key']).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ name: 'PortError', kind: 'ledger', retryable: true });
    expect(String(error)).not.toContain('secret-key');
    expect(service.requests).toHaveLength(6);
  });
});

describe('what DynamoDB says no to', () => {
  const calls = [
    ['read', () => ledger.read(['secret-key'])],
    ['write', () => ledger.write('secret-key', record, undefined)],
    ['write over a version', () => ledger.write('secret-key', record, 7)],
    ['remove', () => ledger.remove('secret-key', 7)],
  ] as const;
  const answers = [
    ['AccessDeniedException', false],
    ['ResourceNotFoundException', false],
    ['ProvisionedThroughputExceededException', true],
  ] as const;

  test.each(
    calls.flatMap(([what, call]) => answers.map(([type, retryable]) => [what, type, retryable, call] as const)),
  )('%s, %s: a failure of the ledger, retryable %j, and never a conflict', async (_what, type, retryable, call) => {
    service.answer = () => ({ status: 400, body: { __type: `com.amazonaws.dynamodb.v20120810#${type}` } });
    const error = await call().catch((caught: unknown) => caught);
    expect(error).toMatchObject({ name: 'PortError', kind: 'ledger', retryable, message: `ledger: ${type}` });
  });

  test.each([
    ['write', () => ledger.write('k', record, undefined)],
    ['write over a version', () => ledger.write('k', record, 7)],
    ['remove', () => ledger.remove('k', 7)],
  ] as const)('%s: a condition that does not hold is a conflict', async (_what, call) => {
    service.answer = () => ({ status: 400, body: { __type: 'ConditionalCheckFailedException' } });
    expect(await call()).toBe('conflict');
    expect(service.requests).toHaveLength(1);
  });
});

describe('leases', () => {
  test('are taken one after another in the order given, and given back when one is refused', async () => {
    let puts = 0;
    service.answer = ({ operation }) => {
      puts += operation === 'PutItem' ? 1 : 0;
      const refused = operation === 'PutItem' && puts === 3;
      return refused ? { status: 400, body: { __type: 'ConditionalCheckFailedException' } } : { status: 200, body: {} };
    };
    expect(await dynamoLeases('t').take(['a', 'b', 'c', 'd'], 'h', { now: 1, until: 2 })).toBe(false);
    expect(service.requests.map(({ operation }) => operation)).toEqual([
      'PutItem',
      'PutItem',
      'PutItem',
      'DeleteItem',
      'DeleteItem',
    ]);
    expect(service.requests.flatMap(({ body }) => (body.Key === undefined ? [] : [body.Key]))).toEqual(
      expect.arrayContaining([{ key: { S: 'lease:a' } }, { key: { S: 'lease:b' } }]),
    );
  });
});
