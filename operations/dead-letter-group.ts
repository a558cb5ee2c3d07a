import { digest } from '../functions/shared/envelope/digest.ts';
import type { Cause } from './dead-letters.ts';

/** The short name of a cause. */
export function groupOfCause({ queue, reason, connection = '', type = '', isPrivacyRequest }: Cause): string {
  return digest(queue, reason, connection, type, String(isPrivacyRequest)).slice(0, 8);
}
