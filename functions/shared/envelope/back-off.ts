import { redriveOf, renewalOf } from './redrive-id.ts';

/** What a message from the queue says of its way there. Everything that decides when it comes again is read from it; nothing is written. */
export interface Journey {
  /** How often it was received, this time included; also while it stood behind another of its group. */
  readonly receives: number;
  /** Unix ms from which its patience counts. */
  readonly since: number;
}

const SHORTEST_SECONDS = 2;
const LONGEST_SECONDS = 30 * 60;
/** A wish of the CDP beyond this is none that anybody would keep to. */
const LONGEST_WISH_SECONDS = 3 * 3600;
const DAY_MS = 24 * 3_600_000;

/** Of the 14 days that the queue keeps a message. */
const DEFAULT_GIVE_UP_DAYS = 12;

/** After how many days nothing waits any longer. */
export function giveUpDays({
  giveUpAfterDays = DEFAULT_GIVE_UP_DAYS,
}: {
  readonly giveUpAfterDays?: number | undefined;
}): number {
  return giveUpAfterDays;
}

/** SQS takes at most 1000 for the receives after which it gives a message up by itself, and says no reason. */
const RENEW_AT_RECEIVES = 900;
/** After 14 days SQS deletes a message, and says nothing. */
const RENEW_AFTER_DAYS = 12;
/** What has waited for an open breaker comes to its turn before it can be given up. */
const SPARED_DAYS = 1;

export interface Sent {
  readonly receiveCount: string | undefined;
  /** Unix ms, of SQS. */
  readonly sentTimestamp: string | undefined;
  readonly deduplicationId: string | undefined;
}

/**
 * @param received RFC 3339 time at which the event reached us, where that could be read
 * @param now Unix ms
 */
export function journeyOf(sent: Sent, received: string | undefined, now: number): Journey {
  const sentAt = Number(sent.sentTimestamp) || now;
  const id = sent.deduplicationId ?? '';
  // Sent anew by ourselves, its time goes on; sent again by an operator, it begins.
  const goesOn = renewalOf(id) !== undefined && redriveOf(id) === undefined;
  const receivedAt = goesOn ? Date.parse(received ?? '') : NaN;
  return {
    receives: Math.max(1, Number(sent.receiveCount) || 1),
    since: Number.isNaN(receivedAt) ? sentAt : Math.min(sentAt, receivedAt),
  };
}

/**
 * Seconds until a message comes again: the smaller of 2^receives seconds and a quarter of its age, within 2 seconds and 30 minutes,
 * with jitter between half of it and all. The CDP's wish can only lengthen that.
 */
export function backOffSeconds(
  { receives, since }: Journey,
  {
    now,
    wishSeconds = 0,
    random = Math.random,
  }: { now: number; wishSeconds?: number | undefined; random?: () => number },
): number {
  const quarter = Math.max(0, now - since) / 4000;
  const full = Math.min(LONGEST_SECONDS, 2 ** Math.min(receives, 20), quarter);
  const jittered = Math.max(SHORTEST_SECONDS, Math.round(full * (0.5 + random() / 2)));
  return Math.max(jittered, Math.min(wishSeconds, LONGEST_WISH_SECONDS));
}

/** Must it be sent anew, or SQS itself would end it? */
export function mustBeRenewed({ receiveCount, sentTimestamp }: Omit<Sent, 'deduplicationId'>, now: number): boolean {
  const age = now - (Number(sentTimestamp) || now);
  return Number(receiveCount) >= RENEW_AT_RECEIVES || age >= RENEW_AFTER_DAYS * DAY_MS;
}

/**
 * Has it waited as long as anything waits?
 * @param countsFrom Unix ms of the breaker's last closing; Infinity while it is not closed
 */
export function isGivenUp(
  { since }: Journey,
  { giveUpAfterDays, countsFrom = 0, now }: { giveUpAfterDays: number; countsFrom?: number | undefined; now: number },
): boolean {
  return now - since >= giveUpAfterDays * DAY_MS && now - countsFrom >= SPARED_DAYS * DAY_MS;
}
