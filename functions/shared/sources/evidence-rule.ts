import type { Evidence, Grade, IdentityKind } from '../identity/identity.ts';

/** On what the proof of a contact rests. */
export type Basis = NonNullable<Evidence['basis']>;

/** Which field of a platform gives which identity, with which grade, and why; the source's reference page says the same. */
export interface EvidenceRule {
  readonly kind: IdentityKind;
  /** Path in the event's data; `[n]` stands for any index, `*` for whatever a connection configures. */
  readonly field: string;
  readonly grade: Grade;
  /** Of a verified contact, and always said there. */
  readonly basis?: Basis;
  readonly why: string;
}
