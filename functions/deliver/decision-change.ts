import type { CaseDecision, CaseName } from '../shared/cases/case.ts';
import type { CustomerId } from '../shared/cdp/ids.ts';

/** A person has decided a case. No source says so. */
export interface Decide {
  readonly about: CaseName;
  readonly decision: CaseDecision;
  /** Whom it is about. */
  readonly customers: readonly CustomerId[];
  readonly by: string;
  readonly note: string;
}
