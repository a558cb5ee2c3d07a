import { DAY_MS } from '../truth-records.ts';

export const DAYS = 500;
const START = Date.parse('2025-01-01T00:00:00+08:00');
/** When accounts were opened that are older than the history. */
export const BEFORE_MS = Date.parse('2024-06-01T00:00:00+08:00');

/** The time of a day of a history, in whole seconds. Days count from 0. */
export function msOf(day: number): number {
  return START + Math.round((day * DAY_MS) / 1000) * 1000;
}
