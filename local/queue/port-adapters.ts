import { deadLetterAttributes } from '../../functions/shared/ports/attribute-text.ts';
import { PortError, portErrorFrom } from '../../functions/shared/ports/port-error.ts';
import type { DeadLetters, Queue, Visibility } from '../../functions/shared/ports/ports.ts';
import type { LocalQueue } from './queue.ts';

/** A local queue as the handlers see it. */
export function localQueue(queue: LocalQueue): Queue & Visibility {
  return {
    send: (messages) => failAs('queue', queue.send(messages)),
    change: (receiptHandle, seconds) => failAs('queue', queue.changeVisibility(receiptHandle, seconds)),
  };
}

/** A local queue that takes dead letters; the reason stands in message attributes, as in SQS. */
export function localDeadLetters(queue: LocalQueue): DeadLetters {
  return {
    send: (letter) => {
      const { body, groupId, deduplicationId } = letter;
      const attributes = deadLetterAttributes(letter);
      return failAs('dead-letters', queue.send([{ body, groupId, deduplicationId, attributes }]));
    },
  };
}

async function failAs(kind: PortError['kind'], done: Promise<void>): Promise<void> {
  try {
    await done;
  } catch (error) {
    if (error instanceof PortError && error.kind !== kind) {
      throw new PortError(kind, error.message, error.retryable, error);
    }
    throw portErrorFrom(kind, error);
  }
}
