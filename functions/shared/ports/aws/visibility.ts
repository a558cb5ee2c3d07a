import { setImmediate as turnEnded } from 'node:timers/promises';
import { ChangeMessageVisibilityBatchCommand, ChangeMessageVisibilityCommand } from '@aws-sdk/client-sqs';
import { PortError, portErrorFrom } from '../port-error.ts';
import type { Visibility } from '../ports.ts';
import { sqsClient } from './sqs-client.ts';

const MAX_SECONDS = 43_200;
const MAX_ENTRIES = 10;

interface Change {
  readonly ReceiptHandle: string;
  readonly VisibilityTimeout: number;
  readonly done: PromiseWithResolvers<void>;
}

/** Changes that are asked for in one turn of the event loop go in one request: a batch that is given back is one, not ten. */
export function sqsVisibility(url: string): Visibility {
  let asked: Change[] = [];
  const send = async () => {
    await turnEnded();
    const changes = asked;
    asked = [];
    for (let start = 0; start < changes.length; start += MAX_ENTRIES) {
      void sendChanges(url, changes.slice(start, start + MAX_ENTRIES));
    }
  };
  return {
    async change(receiptHandle, seconds) {
      const timeout = Math.min(MAX_SECONDS, Math.max(0, Math.ceil(seconds)));
      const done = Promise.withResolvers<void>();
      asked.push({ ReceiptHandle: receiptHandle, VisibilityTimeout: timeout, done });
      if (asked.length === 1) void send();
      await done.promise;
    },
  };
}

/** Tells each change how it has ended; never throws. */
async function sendChanges(url: string, changes: readonly Change[]): Promise<void> {
  try {
    const [first] = changes;
    const failures = first && changes.length === 1 ? await sendOne(url, first) : await sendBatch(url, changes);
    for (const [index, { done }] of changes.entries()) {
      const failure = failures.get(String(index));
      if (failure) done.reject(failure);
      else done.resolve();
    }
  } catch (error) {
    const failure = portErrorFrom('queue', error);
    for (const { done } of changes) done.reject(failure);
  }
}

type Failures = ReadonlyMap<string, PortError>;

async function sendOne(url: string, { ReceiptHandle, VisibilityTimeout }: Change): Promise<Failures> {
  await sqsClient().send(new ChangeMessageVisibilityCommand({ QueueUrl: url, ReceiptHandle, VisibilityTimeout }));
  return new Map();
}

async function sendBatch(url: string, changes: readonly Change[]): Promise<Failures> {
  const Entries = changes.map(({ ReceiptHandle, VisibilityTimeout }, index) => ({
    Id: String(index),
    ReceiptHandle,
    VisibilityTimeout,
  }));
  const { Failed = [] } = await sqsClient().send(new ChangeMessageVisibilityBatchCommand({ QueueUrl: url, Entries }));
  return new Map(
    Failed.map(({ Id = '', Code = 'no code', SenderFault = false }) => [
      Id,
      new PortError('queue', Code, !SenderFault),
    ]),
  );
}
