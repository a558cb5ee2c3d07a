import type { CustomerId } from '../shared/cdp/ids.ts';
import type { CandidateIdentity } from '../shared/change/candidate.ts';
import type { CustomerItem } from '../shared/change/customer-item.ts';
import type { Statement } from '../shared/change/plan.ts';
import type { SubjectItem } from '../shared/change/subject-item.ts';
import type { IdentityItem } from '../shared/identity/identity-item.ts';

/**
 * What one or several events say of a customer about whom nothing is to be decided: by memory each identity is where it is to be. It is
 * theirs; or it was typed by them, and within the last day the CDP has said that it is another's or cannot be theirs.
 */
export interface Settled {
  readonly customer: CustomerId;
  readonly subject: SubjectItem;
  /** With the names and contacts that the events have shown. */
  readonly item: CustomerItem;
  /** What the events have shown of identities, by their keys. */
  readonly observed: ReadonlyMap<string, readonly ((item: IdentityItem) => IdentityItem)[]>;
  readonly statements: readonly Statement[];
  /** Each once; ids before contacts. */
  readonly theirs: readonly CandidateIdentity[];
  /** Typed, and not theirs. */
  readonly notTheirs: readonly CandidateIdentity[];
  /** One of the events is worth a look in any case. */
  readonly isWorthALook: boolean;
}
