import { describe, expect, test } from 'vitest';
import { decoding, readableEvents, redriveIn } from '../../../functions/deliver/read-messages.ts';
import { toMessages } from '../../../functions/shared/envelope/codec.ts';
import { memberBound } from '../../kit/delivery.ts';
import { MemoryArchive } from '../../kit/ports.ts';
import { sqsRecord } from '../../kit/sqs.ts';

// Which of the messages that wait behind one are read with it.

const archive = new MemoryArchive();

async function messageOf(id: string, suffix = '') {
  const [message] = await toMessages(
    [{ envelope: memberBound([{ kind: 'member-no', value: 'A-1' }], { id }) }],
    archive,
  );
  if (!message) throw new Error('no message');
  return sqsRecord({ ...message, deduplicationId: message.deduplicationId + suffix });
}
const unreadable = () => sqsRecord({ body: '{', groupId: 'g', deduplicationId: 'd' });

const idsOf = async (records: readonly Awaited<ReturnType<typeof messageOf>>[], decode = decoding(archive)) =>
  (await readableEvents(records, decode)).map(({ id }) => id);

describe('those behind a message are read', () => {
  test('all, in their order', async () => {
    expect(await idsOf([await messageOf('a'), await messageOf('b')])).toEqual(['a', 'b']);
  });

  test('up to one that holds no event', async () => {
    expect(await idsOf([await messageOf('a'), unreadable(), await messageOf('b')])).toEqual(['a']);
  });

  test('up to one that an operator has sent again', async () => {
    expect(await idsOf([await messageOf('a'), await messageOf('b', '-r1'), await messageOf('c')])).toEqual(['a']);
    expect(await idsOf([await messageOf('b', '-r1')])).toEqual([]);
  });

  test('up to one whose archive does not answer', async () => {
    const broken = async () => {
      throw new Error('out of reach');
    };
    expect(await idsOf([await messageOf('a')], broken)).toEqual([]);
  });
});

test('a message is decoded once, however often it is looked at', async () => {
  const decode = decoding(archive);
  const record = await messageOf('a');
  expect(decode(record)).toBe(decode(record));
  expect(decode(await messageOf('a'))).not.toBe(decode(record));
});

test.each([
  ['-r1', '-r1'],
  ['-r12', '-r12'],
  ['-t1', undefined],
  ['', undefined],
])('sent again (%s): %s', async (suffix, expected) => {
  expect(redriveIn(await messageOf('a', suffix))).toBe(expected);
});

test('a message of a queue without such ids was sent by nobody again', async () => {
  const record = await messageOf('a');
  const { MessageDeduplicationId: _none, ...attributes } = record.attributes;
  expect(redriveIn({ ...record, attributes })).toBeUndefined();
});
