import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Deployed } from '../operations/deployed.ts';
import { createJournalTable, createTable } from './emulators/dynamo-table.ts';

/** Seconds for which a message that was received is hidden: six times the time of the function, as in the stack. */
interface Visibility {
  readonly events: number;
  readonly inlet: number;
}

type Resources = Pick<Deployed, 'queues' | 'ledgerTable' | 'journalTable' | 'archiveBucket'>;

const DEAD_LETTERS_SECONDS = 30;

/** The queues, tables and the bucket of a stage, made anew between emulators. @param sqsUrl where the emulator of SQS is */
export async function createResources(sqsUrl: string, visibility: Visibility): Promise<Resources> {
  const sqs = new SQSClient({});
  const queue = async (name: string, visibilitySeconds: number, deadLetters?: { readonly maxReceiveCount: number }) => {
    const isFifo = name.endsWith('.fifo');
    await sqs.send(
      new CreateQueueCommand({
        QueueName: name,
        Attributes: {
          VisibilityTimeout: String(visibilitySeconds),
          ...(isFifo && { FifoQueue: 'true' }),
          ...(deadLetters && {
            RedrivePolicy: JSON.stringify({
              ...deadLetters,
              deadLetterTargetArn: `arn:aws:sqs:us-east-1:000000000000:${letterQueueOf(name)}`,
            }),
          }),
        },
      }),
    );
    return `${sqsUrl}/000000000000/${name}`;
  };
  const eventDeadLetters = await queue(letterQueueOf('events.fifo'), DEAD_LETTERS_SECONDS);
  const inletDeadLetters = await queue(letterQueueOf('inlet'), DEAD_LETTERS_SECONDS);
  const events = await queue('events.fifo', visibility.events, { maxReceiveCount: 1000 });
  const inlet = await queue('inlet', visibility.inlet, { maxReceiveCount: 1000 });
  const names = { ledgerTable: 'ledger', journalTable: 'journal', archiveBucket: 'archive' };
  await createTable(names.ledgerTable);
  await createJournalTable(names.journalTable);
  await new S3Client({ forcePathStyle: true }).send(new CreateBucketCommand({ Bucket: names.archiveBucket }));
  return { ...names, queues: { events, eventDeadLetters, inlet, inletDeadLetters } };
}

function letterQueueOf(queue: string): string {
  return queue.replace(/^(\w+)/, '$1-dead-letters');
}
