import {
  emptyWindow,
  faultOf,
  isDecliningTooMuch,
  type Sight,
  type SightWindow,
  withSight,
} from '../shared/breaker/window.ts';
import type { BreakerReason, BreakerState } from '../shared/breaker/state.ts';
import type { Envelope } from '../shared/envelope/envelope.ts';
import { orderingKey } from '../shared/envelope/envelope.ts';

/** What one process has seen of the CDP. */
export interface Health {
  /** Unix ms at which any event last succeeded. */
  lastSuccess: number;
  window?: SightWindow;
  /** Unix ms before which no waiting counts against an event: the breaker was open. Infinity: it is not closed yet. */
  countsFrom?: number;
  breakerSince?: number;
}

/** Takes in the state that the breaker has at the beginning of a batch. After each of its changes everything is seen anew. */
export function meetBreaker(health: Health, { state, since, closedAt }: BreakerState): void {
  if (health.breakerSince !== since && health.window) health.window = { ...health.window, seen: [] };
  health.breakerSince = since;
  health.countsFrom = state === 'closed' ? closedAt : Infinity;
}

export function see(health: Health, event: Envelope, sight: Sight, now: number): void {
  if (sight === 'answered') health.lastSuccess = now;
  const seen = { at: now, connection: event.connection, subject: orderingKey(event), sight };
  health.window = withSight(health.window ?? emptyWindow, seen);
}

/** Has the CDP so much trouble with everybody that an answer -1 says nothing of one event? */
export function isCdpDeclining({ window = emptyWindow }: Health, now: number): boolean {
  return isDecliningTooMuch(window, now);
}

export function faultSeen({ window = emptyWindow }: Health, now: number): BreakerReason | undefined {
  return faultOf(window, now);
}
