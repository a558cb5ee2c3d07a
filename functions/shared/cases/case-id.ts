import { digest } from '../envelope/digest.ts';
import type { CaseName } from './case.ts';

const SHORT = 12;

/** By what people name a case. */
export function caseId({ type, connection, key }: CaseName): string {
  return digest('case', type, connection, key).slice(0, SHORT);
}
