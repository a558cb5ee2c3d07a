import type { Identity } from '../shared/identity/identity.ts';
import { kindOf } from '../shared/identity/kinds.ts';
import type { DiscardReason } from '../shared/identity/discarded-value.ts';
import { CdpError } from '../shared/cdp/cdp-error.ts';
import { CreationHeld } from '../shared/cdp/groups/one-creator.ts';
import { PortError } from '../shared/ports/port-error.ts';
import type { ReasonCode } from '../shared/reasons/reasons.ts';
import { SecretError } from '../shared/secrets/connection-secret.ts';
import { OutOfTime } from './calls.ts';
import { describeError } from '../shared/log/log.ts';

/** How the delivery of one event ended. */
export type Outcome =
  | { readonly outcome: 'done' }
  | { readonly outcome: 'ignored'; readonly reason: ReasonCode; readonly detail: string }
  | {
      /** Nothing is wrong with the event: its group waits and it is tried again. */
      readonly outcome: 'waiting';
      readonly reason: ReasonCode;
      readonly detail: string;
      readonly retryAfterSeconds?: number;
    }
  | {
      /** It will never succeed as it is: to the dead letters, and the group goes on. */
      readonly outcome: 'dead-lettered';
      readonly reason: ReasonCode;
      readonly detail: string;
    };

export const ALREADY_DONE: Outcome = { outcome: 'ignored', reason: 'already-done', detail: 'the ledger holds its id' };

export const HELD: Outcome = {
  outcome: 'waiting',
  reason: 'hold-conflict',
  detail: 'another event about the same person is being delivered',
  retryAfterSeconds: 2,
};

/** Another system has written to the CDP while the event was delivered. */
export const OWNED_MEANWHILE: Outcome = {
  ...HELD,
  detail:
    'the CDP has given an identity of the event to a customer who was there before; the next try decides with them',
};

/** What a person has decided cannot be done as things are. */
export function impossible(detail: string): Outcome {
  return { outcome: 'dead-lettered', reason: 'decision-impossible', detail };
}

/** The tenant has no code for what the event names its person by. */
export function identitiesWithoutCode(identities: readonly Identity[]): Outcome {
  const kinds = [...new Set(identities.map(({ kind }) => kind))].join(', ');
  const detail = `cdp.identityTypes has no code for ${kinds}, or every value is too long`;
  return { outcome: 'dead-lettered', reason: 'identity-type-not-configured', detail };
}

/** Reasons that somebody can mend: the sender, or an operator by an option. The event is kept where it is seen. */
const MENDABLE: ReadonlySet<ReasonCode> = new Set([
  'identity-without-scope',
  'identity-unusable',
  'event-type-unknown',
]);

/** How an event ends of which its source makes nothing. */
export function endOfIgnored(reason: ReasonCode, detail: string): Outcome {
  return { outcome: MENDABLE.has(reason) ? 'dead-lettered' : 'ignored', reason, detail };
}

/**
 * Nobody can be told of the event's person: kept where the configuration or the form of ids is at fault. Phones and addresses are typed,
 * and which of them a tenant can be told is its choice.
 */
export function nobodyAfter(
  discarded: readonly { readonly identity: Identity; readonly reason: DiscardReason }[],
): Outcome {
  const isMendable = discarded.some(
    ({ identity, reason }) =>
      kindOf(identity.kind)?.contact !== true && (reason === 'ambiguous' || reason === 'too-long'),
  );
  if (!isMendable) return endOfIgnored('event-without-customer', 'every identity was refused');
  const each = discarded.map(({ identity: { kind, evidence }, reason }) => `${evidence.field} (${kind}): ${reason}`);
  const fix = 'see value and scope of the kind in cdp.identityTypes';
  return endOfIgnored('identity-unusable', `the tenant cannot be told ${each.join(', ')}; ${fix}`);
}

export interface RetryBudget {
  readonly attempts: number;
  readonly minutes: number;
}

export interface Failing {
  readonly attempts: number;
  /** Unix ms of the first failure. */
  readonly since: number;
}

/** What an error means for the event it met. `failing` counts undecided answers to this event, this one included. */
export function classifyError(
  error: unknown,
  failing: Failing,
  budget: RetryBudget,
  health: { readonly now: number; readonly lastSuccess: number; readonly countsFrom: number },
): Extract<Outcome, { outcome: 'waiting' | 'dead-lettered' }> {
  if (error instanceof CreationHeld) {
    const { message: detail, retryAfterSeconds } = error;
    return { outcome: 'waiting', reason: 'hold-conflict', detail, retryAfterSeconds };
  }
  if (error instanceof SecretError) return { outcome: 'waiting', reason: 'cdp-credentials', detail: error.message };
  if (error instanceof PortError)
    return { outcome: 'waiting', reason: 'store-unavailable', detail: describeError(error) };
  if (error instanceof OutOfTime) return { outcome: 'waiting', reason: 'out-of-time', detail: error.message };
  if (!(error instanceof CdpError)) return { outcome: 'waiting', reason: 'fault', detail: describeError(error) };
  const detail = error.message;
  if (error.kind === 'unsendable') return { outcome: 'dead-lettered', reason: 'cdp-refused', detail };
  if (error.kind === 'rejected') {
    if (error.permanent) return { outcome: 'dead-lettered', reason: 'cdp-refused', detail };
    // What passed before the breaker closed is no time in which the event could have been taken.
    const minutes = (health.now - Math.max(failing.since, health.countsFrom)) / 60_000;
    // While no event succeeds, the CDP is at fault, not this event. Successes from before a stop count too.
    const othersSucceed = health.lastSuccess > failing.since;
    if (failing.attempts >= budget.attempts && minutes >= budget.minutes && othersSucceed) {
      return { outcome: 'dead-lettered', reason: 'cdp-refused', detail };
    }
    return { outcome: 'waiting', reason: 'cdp-undecided', detail };
  }
  const reason = error.kind === 'credentials' || error.kind === 'auth' ? 'cdp-credentials' : 'cdp-unavailable';
  const { retryAfterSeconds } = error;
  return { outcome: 'waiting', reason, detail, ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }) };
}
