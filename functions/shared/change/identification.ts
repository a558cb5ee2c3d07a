import type { DiscardedValue } from '../identity/discarded-value.ts';
import type { IdentityConfig } from '../identity/identity-config.ts';
import type { ReasonCode } from '../reasons/reasons.ts';
import type { CustomerChange } from './customer-change.ts';

export interface Identification {
  readonly outcome: 'changes';
  readonly changes: readonly CustomerChange[];
}
export interface Ignored {
  readonly outcome: 'ignored';
  readonly reason: ReasonCode;
  readonly detail: string;
  readonly discarded?: readonly DiscardedValue[];
}

/** By kind of contact; absent: `typed`. */
export type ContactWorth = Readonly<Partial<Record<string, 'typed' | 'paid' | undefined>>>;

/** What whoever reads an event or an answer may know of the connection beside its options. */
export interface IdentifyContext {
  /** ISO 3166 code of the country whose national phone numbers its customers write without a prefix. */
  readonly region?: string | undefined;
  /** Kinds of the tenant's own. */
  readonly ownKinds?: IdentityConfig['identityKinds'];
  /** What is typed here is worth: `paid`, that whoever pays with a contact is whoever has paid with it before. */
  readonly contacts?: ContactWorth | undefined;
}
