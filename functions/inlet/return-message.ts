import type { SQSRecord } from 'aws-lambda';
import type { CdpConfig } from '../shared/config/define-config.ts';
import { backOffSeconds, giveUpDays, isGivenUp, journeyOf, mustBeRenewed } from '../shared/envelope/back-off.ts';
import { describeError, type Log } from '../shared/log/log.ts';
import { PortError } from '../shared/ports/port-error.ts';
import type { Clock, DeadLetters, Visibility } from '../shared/ports/ports.ts';
import type { ReasonCode } from '../shared/reasons/reasons.ts';
import { SecretError } from '../shared/secrets/connection-secret.ts';
import { messageOf } from './message-of.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

export interface ReturnPorts {
  readonly config: { readonly cdp: Pick<CdpConfig, 'giveUpAfterDays'> };
  readonly visibility: Visibility;
  readonly deadLetters: DeadLetters;
  readonly clock: Clock;
  readonly log: Log;
  /** Told how many hours a message has waited, each time that it has to wait longer. */
  readonly onWaiting?: (hours: number) => void;
}

/**
 * Ends a try of a message at which something failed that has nothing to do with the message. It comes again after a time that grows with its
 * age. After `cdp.giveUpAfterDays`, or before SQS would give it up without a reason, it becomes a dead letter with ours. Unlike an event it is
 * not sent anew: when it was sent decides whether its signature is still good.
 * @returns whether it comes again
 */
export async function returnMessage(record: SQSRecord, error: unknown, ports: ReturnPorts): Promise<boolean> {
  const { log, clock, visibility } = ports;
  const now = clock();
  const { ApproximateReceiveCount: receiveCount, SentTimestamp: sentTimestamp } = record.attributes;
  const journey = journeyOf({ receiveCount, sentTimestamp, deduplicationId: undefined }, undefined, now);
  const reason = reasonOf(error);
  const detail = detailOf(error);
  const giveUpAfterDays = giveUpDays(ports.config.cdp);
  if (isGivenUp(journey, { giveUpAfterDays, now }) || mustBeRenewed({ receiveCount, sentTimestamp }, now)) {
    const days = Math.floor((now - journey.since) / DAY_MS);
    return !(await giveUp(record, { reason, detail: `given up after ${days} days: ${detail}` }, ports));
  }
  log({ level: 'error', at: 'inlet', message: 'waiting', reason, detail });
  ports.onWaiting?.((now - journey.since) / HOUR_MS);
  try {
    await visibility.change(record.receiptHandle, backOffSeconds(journey, { now }));
  } catch (refused) {
    // It comes back when the visibility of the queue ends.
    log({ level: 'warn', at: 'inlet', message: 'visibility not changed', error: describeError(refused) });
  }
  return true;
}

/** @returns whether the dead letter was taken */
async function giveUp(
  record: SQSRecord,
  why: { readonly reason: ReasonCode; readonly detail: string },
  { deadLetters, log }: ReturnPorts,
): Promise<boolean> {
  const { body, attributes } = messageOf(record);
  const { messageId } = record;
  try {
    await deadLetters.send({ body, attributes, groupId: messageId, deduplicationId: messageId, ...why });
  } catch (error) {
    log({ level: 'error', at: 'inlet', message: 'dead letter not taken', error: describeError(error) });
    return false;
  }
  log({ level: 'error', at: 'inlet', message: 'dead-lettered', ...why });
  return true;
}

function reasonOf(error: unknown): ReasonCode {
  if (error instanceof SecretError) return 'secret-missing';
  if (!(error instanceof PortError)) return 'fault';
  return error.kind === 'queue' ? 'queue-refused' : 'store-unavailable';
}

/** Ours say no values; of a store that does not answer the name of its error says more than that it does not. */
function detailOf(error: unknown): string {
  const cause = error instanceof SecretError && error.cause instanceof PortError ? ` (${error.cause.message})` : '';
  return `${describeError(error)}${cause}`;
}
