import { describe, expect, test } from 'vitest';
import { dynamoLeases } from '../../functions/shared/ports/aws/leases.ts';
import { dynamoMarks } from '../../functions/shared/ports/aws/marks.ts';
import { type Received, scriptedService } from './scripted-service.ts';

interface Keys {
  readonly Keys: readonly { readonly key: { readonly S: string } }[];
  readonly ConsistentRead?: boolean;
}
type Body = { readonly RequestItems?: Readonly<Record<string, Keys>>; readonly Key?: unknown };
type Request = Received<Body>;

const service = scriptedService<Body>('AWS_ENDPOINT_URL_DYNAMODB');

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
    service.answer = inParts(2);
    const found = await dynamoMarks('t', 'suppressed').find(['a', 'b', 'c', 'd', 'e']);
    expect([...found.keys()]).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(service.requests.map((request) => keysOf(request).length)).toEqual([5, 3, 1]);
    expect(service.requests.every(({ body }) => body.RequestItems?.['t']?.ConsistentRead === true)).toBe(true);
  });

  test('keys left unread in the end are no answer: rejected, worth a second try, and without a key in the message', async () => {
    service.answer = inParts(0);
    const error = await dynamoMarks('t', 'suppressed')
      .find(['secret-key'])
      .catch((caught: unknown) => caught);
    expect(error).toMatchObject({ name: 'PortError', kind: 'marks', retryable: true });
    expect(String(error)).not.toContain('secret-key');
    expect(service.requests).toHaveLength(6);
  });

  test('one mark that was not written rejects the whole, after every other was tried', async () => {
    let puts = 0;
    service.answer = () => {
      puts += 1;
      return puts === 1 ? { status: 400, body: { __type: 'AccessDeniedException' } } : { status: 200, body: {} };
    };
    await expect(dynamoMarks('t', 'suppressed').add(['a', 'b', 'c'], 1)).rejects.toMatchObject({ retryable: false });
    expect(service.requests.map(({ operation }) => operation)).toEqual(['PutItem', 'PutItem', 'PutItem']);
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
