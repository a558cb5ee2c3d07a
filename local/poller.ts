import type { Context, SQSEvent } from 'aws-lambda';
import type { Clock } from '../functions/shared/ports/ports.ts';
import { lambdaContext } from './host/lambda-context.ts';
import { failedMessages } from './queue/batch-response.ts';
import type { ReceivedMessage } from './queue/message.ts';
import type { LocalQueue } from './queue/queue.ts';
import { sqsEvent } from './queue/sqs-event.ts';

/** Looks at the queue at least so often, should the clock of the machine jump. */
const MAX_IDLE_MS = 1_000;

export interface PollerOptions {
  readonly queue: LocalQueue;
  readonly handler: (event: SQSEvent, context: Context) => Promise<unknown>;
  readonly functionName: string;
  /** After so long a batch counts as failed, as on Lambda; but nobody can end the handler, which runs on. */
  readonly timeoutSeconds: number;
  /** 1 to 10; ten by default. */
  readonly batchSize?: number;
  /** How many batches may run at once. */
  readonly concurrency: number;
  /** Hears why a whole batch failed, or why the queue could not be read. */
  readonly onError?: (error: unknown) => void;
  /** The clock of the queue; the machine's by default. */
  readonly clock?: Clock;
}

export interface Poller {
  /** Receives no more; batches that run go on. */
  pause(): void;
  resume(): void;
  isPolling(): boolean;
  /** Receives no more, for good, and waits for the batches that run. */
  stop(): Promise<void>;
}

/**
 * The event source mapping of one machine, with partial batch responses: what the handler does not report as failed is
 * deleted. The rest stays in flight until its visibility ends, the queue's own or what the handler has set.
 */
export function startPoller(options: PollerOptions): Poller {
  const { queue, concurrency, batchSize = 10, onError = () => undefined, clock = Date.now } = options;
  const running = new Set<Promise<void>>();
  let state: 'polling' | 'paused' | 'stopped' = 'polling';
  let looking: Promise<void> | undefined;
  let lookAgain = false;
  let alarm: NodeJS.Timeout | undefined;

  const hasFreeLane = () => state === 'polling' && running.size < concurrency;

  const run = async (messages: readonly ReceivedMessage[]) => {
    try {
      const done = await invoke(options, messages);
      if (done.length > 0) await queue.remove(done);
    } catch (error) {
      onError(error);
    }
  };

  /** Fills the free lanes until the queue has nothing more to give, then sleeps until it may have. */
  const look = async () => {
    while (hasFreeLane()) {
      lookAgain = false;
      const messages = await queue.receive(batchSize);
      if (messages.length > 0) {
        const batch: Promise<void> = run(messages).finally(() => {
          running.delete(batch);
          wake();
        });
        running.add(batch);
      } else if (!lookAgain) {
        const at = queue.nextVisibleAt() ?? Infinity;
        alarm = setTimeout(wake, Math.min(MAX_IDLE_MS, Math.max(1, at - clock())));
        return;
      }
    }
  };

  const wake = () => {
    lookAgain = true;
    if (looking !== undefined || state !== 'polling') return;
    clearTimeout(alarm);
    looking = look()
      .catch((error: unknown) => {
        onError(error);
        alarm = setTimeout(wake, MAX_IDLE_MS);
      })
      .finally(() => {
        looking = undefined;
        if (lookAgain && hasFreeLane()) wake();
      });
  };

  const endListening = queue.onArrival(wake);
  wake();

  return {
    pause() {
      if (state === 'polling') state = 'paused';
    },
    resume() {
      if (state === 'paused') state = 'polling';
      wake();
    },
    isPolling: () => state === 'polling',
    async stop() {
      state = 'stopped';
      endListening();
      clearTimeout(alarm);
      await looking;
      clearTimeout(alarm);
      await Promise.all(running);
    },
  };
}

/** The receipts of what the handler has dealt with. */
async function invoke(options: PollerOptions, messages: readonly ReceivedMessage[]): Promise<string[]> {
  const { queue, handler, functionName, timeoutSeconds } = options;
  const context = lambdaContext(functionName, timeoutSeconds);
  const response = await within(timeoutSeconds, handler(sqsEvent(queue, messages), context));
  const failed = failedMessages(response, new Set(messages.map(({ messageId }) => messageId)));
  if (failed === undefined) throw new TypeError(`${functionName} gave a malformed batch response`);
  return messages.filter(({ messageId }) => !failed.has(messageId)).map(({ receiptHandle }) => receiptHandle);
}

async function within<T>(seconds: number, work: Promise<T>): Promise<T> {
  const { promise: timeout, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`no answer within ${seconds} s`)), seconds * 1000);
  try {
    return await Promise.race([work, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
