import type { BreakerStore } from '../shared/breaker/store.ts';
import type { ProbeAnswer, QueueReceiver } from '../shared/breaker/receiver.ts';
import {
  batchPassed,
  type BreakerState,
  closed,
  isProbeDue,
  isRecovered,
  probed,
  stoppedSince,
  wanted,
} from '../shared/breaker/state.ts';
import { describeError, type Log } from '../shared/log/log.ts';
import type { Clock } from '../shared/ports/clock.ts';

export interface BreakerPorts {
  readonly store: BreakerStore;
  readonly receiver: QueueReceiver;
  /** Asks delivery whether the CDP answers; delivery alone has its credentials. */
  readonly probe: () => Promise<ProbeAnswer>;
  /** Receives one batch from the event queue and lets delivery work on it. */
  readonly deliverBatch: () => Promise<void>;
  /**
   * Hands one batch to delivery while it is stopped: it returns what is young, and sends anew what the queue would soon delete. Resolves to how
   * many were sent anew. Without it the queue deletes nothing.
   */
  readonly renewBatch?: () => Promise<number>;
  /** How many receive at once when all is well. */
  readonly concurrency: number;
  readonly clock: Clock;
  readonly log: Log;
  /** Told of the state at every turn. */
  readonly measure?: (state: BreakerState) => void;
}

/** The least that an event source mapping takes. */
const FEW = 2;
/** Delivery sends a message anew on its twelfth day, and SQS deletes it after the fourteenth. */
const RENEWED_AFTER_MS = 24 * 3_600_000;
/** The next turn goes on. */
const RENEWING_MS = 40_000;

/**
 * One turn of the breaker, once a minute. Every step is written down before it is done, and every turn brings the receiver to what the
 * state says: a turn that died in the middle, a deploy, or somebody at the console is made good by the next.
 */
export async function breakerTurn(ports: BreakerPorts): Promise<BreakerState> {
  const { store, clock, log, measure } = ports;
  let state = await store.read();
  measure?.(state);
  await bringReceiver(state, ports);
  await renewOld(state, ports);
  if (state.pause) return state;
  if (isProbeDue(state, clock())) {
    const { answered, detail } = await ports.probe();
    state = await store.update((before) => probed(before, answered, clock()));
    log({
      level: 'warn',
      at: 'breaker',
      message: answered ? 'the CDP answers' : 'no answer yet',
      ...(detail !== undefined && { detail }),
    });
  }
  if (state.state === 'half-open') {
    await ports.deliverBatch();
    // Where an event of the batch failed, delivery has opened it again.
    state = await store.update((before) => batchPassed(before, clock()));
    await bringReceiver(state, ports);
  }
  if (isRecovered(state, clock()) && (await isAsBefore(ports))) {
    state = await store.update((before) => (isRecovered(before, clock()) ? closed(before, clock()) : before));
    log({ level: 'info', at: 'breaker', message: 'closed' });
  }
  return state;
}

async function bringReceiver(state: BreakerState, { receiver, log }: BreakerPorts): Promise<void> {
  const aim = wanted(state);
  const now = await receiver.read();
  if (aim === 'as-it-is' || now.changing) return;
  const concurrency = aim === 'few' ? FEW : now.concurrency;
  if (aim === 'few' ? now.enabled : !now.enabled) return;
  await ask({ enabled: aim === 'few', concurrency }, receiver, log);
}

/** While delivery is stopped, only the breaker can see how old the waiting messages are. */
async function renewOld(state: BreakerState, { renewBatch, clock, log }: BreakerPorts): Promise<void> {
  const began = clock();
  const stopped = stoppedSince(state);
  if (!renewBatch || stopped === undefined || began - stopped < RENEWED_AFTER_MS) return;
  try {
    while ((await renewBatch()) > 0 && clock() - began < RENEWING_MS) continue;
  } catch (error) {
    log({ level: 'error', at: 'breaker', message: 'old messages not sent anew', error: describeError(error) });
  }
}

/** Lets all receive again that did before; true when it is so. */
async function isAsBefore({ receiver, concurrency, log }: BreakerPorts): Promise<boolean> {
  const now = await receiver.read();
  if (now.changing) return false;
  if (now.enabled && now.concurrency === concurrency) return true;
  await ask({ enabled: true, concurrency }, receiver, log);
  return false;
}

async function ask(change: Parameters<QueueReceiver['change']>[0], receiver: QueueReceiver, log: Log): Promise<void> {
  try {
    const answer = await receiver.change(change);
    const message = change.enabled ? 'receiving' : 'receiving nothing';
    log({
      level: 'warn',
      at: 'breaker',
      message: answer === 'busy' ? 'a change is under way' : message,
      count: change.concurrency,
    });
  } catch (error) {
    log({ level: 'error', at: 'breaker', message: 'receiving not changed', error: describeError(error) });
  }
}
