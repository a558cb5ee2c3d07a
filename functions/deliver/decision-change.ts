import type { CaseDecision, CaseName } from '../shared/cases/case.ts';
import type { CustomerId } from '../shared/cdp/ids.ts';

/** A person has decided a case. No source says so. */
export interface Decide {
  readonly about: CaseName;
  readonly decision: CaseDecision;
  /** Whom it is about. */
  readonly customers: readonly CustomerId[];
  /** Of a separation: what is the other person's, by keys. */
  readonly identities: readonly { readonly key: string; readonly isContact: boolean }[];
  readonly by: string;
  readonly note: string;
}
