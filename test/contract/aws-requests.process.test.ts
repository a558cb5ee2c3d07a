import { describe, expect, test } from 'vitest';
import { sqsQueue } from '../../functions/shared/ports/aws/queue.ts';
import { batchesOf } from '../../functions/shared/ports/aws/sqs-batches.ts';
import { scriptedService } from './scripted-service.ts';

type Body = { readonly Entries?: readonly { readonly Id: string }[]; readonly VisibilityTimeout?: number };

const service = scriptedService<Body>('AWS_ENDPOINT_URL_SQS');
const url = () => `${service.endpoint()}/000000000000/events.fifo`;

const messages = (count: number, body = 'x') =>
  Array.from({ length: count }, (_, index) => ({ body, groupId: 'g', deduplicationId: String(index) }));

describe('the requests that SQS gets', () => {
  test('one refused entry rejects the send, as worth a second try, and nothing more is sent', async () => {
    service.answer = () => ({
      status: 200,
      body: { Successful: [], Failed: [{ Id: '3', Code: 'InternalError', SenderFault: false }] },
    });
    const error = await sqsQueue(url())
      .send(messages(25))
      .catch((caught: unknown) => caught);
    expect(error).toMatchObject({
      name: 'PortError',
      kind: 'queue',
      retryable: true,
      message: 'queue: 1 of 10 messages refused (InternalError)',
    });
    expect(service.requests).toHaveLength(1);
  });

  test.each([
    ['AccessDeniedException', 403, false],
    ['com.amazonaws.sqs#QueueDoesNotExist', 400, false],
    ['ThrottlingException', 400, true],
    ['InternalFailure', 500, true],
  ])('%s with status %i: retryable %j', async (type, status, retryable) => {
    service.answer = () => ({ status, body: { __type: type, message: 'no' } });
    const sent = sqsQueue(url()).send(messages(1));
    await expect(sent).rejects.toMatchObject({ kind: 'queue', retryable });
  });

  test.each([
    [1.2, 2],
    [-5, 0],
    [100_000, 43_200],
  ])('a visibility of %d s is asked for as %i', async (seconds, asked) => {
    service.answer = () => ({ status: 200, body: {} });
    await sqsQueue(url()).change('receipt', seconds);
    expect(service.requests.map(({ body }) => body.VisibilityTimeout)).toEqual([asked]);
  });
});

describe('messages that are given back together', () => {
  const receipts = (count: number) => Array.from({ length: count }, (_, index) => `receipt ${index}`);

  test.each([
    [1, [undefined]],
    [2, [2]],
    [10, [10]],
    [13, [10, 3]],
  ])('%i of them: requests of so many entries', async (count, entries) => {
    service.answer = () => ({ status: 200, body: {} });
    const queue = sqsQueue(url());
    await Promise.all(receipts(count).map((receipt) => queue.change(receipt, 60)));
    expect(service.requests.map(({ body }) => body.Entries?.length)).toEqual(entries);
  });

  test('one that SQS refuses is refused alone', async () => {
    service.answer = () => ({
      status: 200,
      body: { Failed: [{ Id: '1', Code: 'ReceiptHandleIsInvalid', SenderFault: true }] },
    });
    const queue = sqsQueue(url());
    const [first, second, third] = await Promise.allSettled(receipts(3).map((receipt) => queue.change(receipt, 60)));
    expect([first?.status, third?.status]).toEqual(['fulfilled', 'fulfilled']);
    expect(second).toMatchObject({
      reason: { name: 'PortError', kind: 'queue', retryable: false, message: 'queue: ReceiptHandleIsInvalid' },
    });
  });

  test('a request that fails has failed for each of them', async () => {
    service.answer = () => ({ status: 500, body: { __type: 'InternalFailure', message: 'no' } });
    const queue = sqsQueue(url());
    const ended = await Promise.allSettled(receipts(2).map((receipt) => queue.change(receipt, 60)));
    expect(ended).toMatchObject([{ reason: { retryable: true } }, { reason: { retryable: true } }]);
  });

  test('one that is asked for later goes by itself', async () => {
    service.answer = () => ({ status: 200, body: {} });
    const queue = sqsQueue(url());
    await queue.change('first', 60);
    await queue.change('second', 60);
    expect(service.requests).toHaveLength(2);
  });
});

describe('batches', () => {
  const sizes = (count: number, bytes: number) =>
    batchesOf(messages(count, 'x'.repeat(bytes))).map(({ length }) => length);

  test.each([
    ['nothing', 0, 1, []],
    ['one', 1, 1, [1]],
    ['ten', 10, 1, [10]],
    ['25', 25, 1, [10, 10, 5]],
    ['two that just fit 1 MiB', 2, 524_288, [2]],
    ['two that just do not', 2, 524_289, [1, 1]],
    ['one that is too large stands alone', 2, 1_048_577, [1, 1]],
  ])('%s', (_name, count, bytes, expected) => {
    expect(sizes(count, bytes)).toEqual(expected);
  });

  test('bytes are counted in UTF-8, and the order stays', () => {
    const all = messages(3, '归'.repeat(200_000));
    expect(batchesOf(all).map(({ length }) => length)).toEqual([1, 1, 1]);
    expect(batchesOf(all).flat()).toEqual(all);
  });
});
