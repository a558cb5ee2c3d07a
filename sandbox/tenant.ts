import type { Store } from './store/store.ts';
import type { Switches } from './switches.ts';

/** One tenant of the CDP: its data and configuration, how it reads the documents, its clock. */
export interface Tenant {
  readonly store: Store;
  switches: Switches;
  /** ms since the epoch */
  readonly now: () => number;
}

/** A new id for a customer, a group or a folder. */
export function newId({ store, switches, now }: Tenant): string {
  return store.newId(now(), switches.ids);
}
