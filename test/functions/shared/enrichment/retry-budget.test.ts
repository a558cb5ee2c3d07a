import { expect, test } from 'vitest';
import { ApiError, type ApiErrorKind } from '../../../../functions/shared/enrichment/api-error.ts';
import { decideRetry, type WaitingEvent } from '../../../../functions/shared/enrichment/retry-budget.ts';
import type { ApiOutage } from '../../../../functions/shared/enrichment/back-off.ts';

const MINUTE = 60_000;
const RECEIVED = Date.parse('2026-03-01T04:00:00Z');
const error = (kind: ApiErrorKind) => new ApiError(kind, { api: 'an/api' });
const at = (minutes: number, more: Partial<WaitingEvent> = {}): WaitingEvent => ({
  now: RECEIVED + minutes * MINUTE,
  received: RECEIVED,
  waitMs: 10 * MINUTE,
  until: undefined,
  ...more,
});
const outage = (since: number, until: number): ApiOutage => ({
  error: error('network'),
  since: RECEIVED + since * MINUTE,
  until: RECEIVED + until * MINUTE,
  failures: 1,
});
const later = (retryAfterSeconds: number) => ({ outcome: 'waiting', retryAfterSeconds });
const goOn = { outcome: 'go-on-without' };

test.each<[string, ApiErrorKind, ApiOutage | undefined, WaitingEvent, object]>([
  ['it has just failed', 'network', outage(0, 0.1), at(0), later(6)],
  ['a long pause is looked at twice a minute', 'throttled', outage(0, 1), at(0), later(30)],
  ['a failure without a pause', 'unknown', undefined, at(0), later(10)],
  ['the last moment of its time', 'timeout', outage(9.5, 9.95), at(9.9), later(3)],
  ['its time is over', 'timeout', outage(9, 9), at(10), goOn],
  ['the API is not called again in its time', 'quota', outage(0, 60), at(0), goOn],
  ['it has failed for longer than anybody waits', 'address', outage(-10, 1), at(0), goOn],
  ['it has failed for a while', 'address', outage(-9, 1), at(0), later(30)],
  ['a permission takes days', 'permission', outage(0, 1), at(0), goOn],
  ['nobody there', 'person', undefined, at(0), goOn],
  ['nobody there, they say', 'sporadic', undefined, at(0), later(10)],
  ['too late for the platform', 'late', undefined, at(0), goOn],
  ['the platform’s own time ends first', 'network', undefined, at(4.9, { until: RECEIVED + 5 * MINUTE }), later(6)],
  ['and is over', 'network', undefined, at(5, { until: RECEIVED + 5 * MINUTE }), goOn],
  ['waiting is switched off', 'network', undefined, at(0, { waitMs: 0 }), goOn],
])('%s', (_name, kind, troubled, waiting, expected) => {
  expect(decideRetry(error(kind), troubled, waiting)).toEqual(expected);
});
