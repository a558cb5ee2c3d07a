import type { History } from '../world/history.ts';
import { bystanders } from './bystanders.ts';

/** Everybody uses their own contacts. */
export function none(history: History): void {
  bystanders(history, 3, 6);
}
