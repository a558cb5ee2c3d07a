import type { Sight } from '../shared/breaker/window.ts';
import { CdpError } from '../shared/cdp/cdp-error.ts';
import { type Failure, failureOf, type SubjectItem } from '../shared/change/subject-item.ts';
import type { EventContext } from './context.ts';
import { isCdpDeclining, see } from './health.ts';
import { LedgerConflict } from './ledger-session.ts';
import { classifyError, type Outcome } from './outcome.ts';
import type { DeliveryPorts } from './ports.ts';

/** A try of an event that has failed. */
export interface FailedTry extends Pick<EventContext, 'event' | 'session' | 'subject' | 'subjectKey'> {
  /** The event, and which of an operator's sendings of it. */
  readonly name: string;
  readonly receives: number;
  /** What the try has changed in the CDP before it failed. */
  readonly begun: SubjectItem['begun'];
}

type FailurePorts = Pick<DeliveryPorts, 'clock' | 'config' | 'health'>;

type Failed = Exclude<Outcome, { outcome: 'done' }>;

/** Says what an error means for the event and for the CDP's health, and remembers what the next try has to know. */
export async function failEvent(error: unknown, tried: FailedTry, ports: FailurePorts): Promise<Failed> {
  const now = ports.clock();
  const { event, name, receives, subject } = tried;
  const isUndecided = error instanceof CdpError && error.kind === 'rejected' && !error.permanent;
  const failure = isUndecided
    ? failureOf(subject, name, { receives, now })
    : { attempts: 0, since: now, isKnown: true };
  const outcome = failedOutcome(error, failure, now, ports);
  const sight = sightOf(outcome, isUndecided, failure);
  if (sight !== undefined) see(ports.health, event, sight, now);
  const isKept = await keepFailure(tried, failure, now);
  // Lost in a race, it is written by the next try, which repeats what does no harm.
  if (isKept || !isUndecided) return outcome;
  return { outcome: 'waiting', reason: 'ledger-conflict', detail: 'the ledger did not take the count of attempts' };
}

function failedOutcome(error: unknown, failure: Failure, now: number, { config, health }: FailurePorts): Failed {
  if (error instanceof LedgerConflict) return { outcome: 'waiting', reason: 'ledger-conflict', detail: error.message };
  const { undecidedAttempts: attempts = 8, undecidedMinutes: minutes = 360 } = config.delivery ?? {};
  const lastSuccess = isCdpDeclining(health, now) ? -Infinity : health.lastSuccess;
  const { countsFrom = 0 } = health;
  return classifyError(error, failure, { attempts, minutes }, { now, lastSuccess, countsFrom });
}

/** What the failure says of the CDP; undefined where it says nothing. */
function sightOf(outcome: Failed, isUndecided: boolean, { isKnown }: Failure): Sight | undefined {
  if (outcome.reason === 'cdp-unavailable' || outcome.reason === 'cdp-credentials') return outcome.reason;
  // Known to be declined, it says nothing new of the CDP; a refusal for good is an answer.
  if (isUndecided) return isKnown ? undefined : 'declined';
  return outcome.outcome === 'dead-lettered' ? 'answered' : undefined;
}

/** Once for each event: how often it was tried since is read from its message. @returns false where the ledger did not take it */
async function keepFailure(
  { subject, subjectKey, session, name, receives, begun }: FailedTry,
  { isKnown }: Failure,
  now: number,
): Promise<boolean> {
  const hasChangedMore = begun !== undefined && begun.made.length > (subject.begun?.made.length ?? 0);
  if (isKnown && !hasChangedMore) return true;
  const failing = isKnown ? {} : { failing: { event: name, receives, since: now } };
  try {
    await session.subjects.put(subjectKey, { ...subject, ...failing, ...(begun && { begun }) });
    return true;
  } catch {
    return false;
  }
}
