import type { IdentityTypes } from './resolution/identity.ts';
import type { Store } from './store/store.ts';
import type { Switches } from './switches.ts';

/** A declared extended attribute of customers. */
export interface ExtendedAttributeDefinition {
  readonly key: string;
  /** The name shown to people; the key when left out. */
  readonly label?: string;
  readonly type: 'string' | 'integer' | 'decimal' | 'date';
}

/** One tenant of the CDP: its configuration, its data, its clock. */
export interface Tenant {
  readonly store: Store;
  readonly identityTypes: IdentityTypes;
  readonly extendedAttributes: readonly ExtendedAttributeDefinition[];
  switches: Switches;
  /** ms since the epoch */
  readonly now: () => number;
}
