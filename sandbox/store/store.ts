import type { IdentityTypes } from '../resolution/identity.ts';
import { CustomerSearchTable } from './customer-search.ts';
import { CustomerTable } from './customers.ts';
import { openDatabase, transactions, type Synchronous, type Transact } from './database.ts';
import { GroupTable } from './groups.ts';
import { idSequence } from './id-sequence.ts';
import { IdentityTable } from './identities.ts';
import { MergeLedger } from './merge-ledger.ts';
import { TokenTable } from './tokens.ts';

/** Everything the sandbox remembers, in one SQLite file. */
export interface Store {
  readonly customers: CustomerTable;
  readonly search: CustomerSearchTable;
  readonly identities: IdentityTable;
  readonly groups: GroupTable;
  readonly merges: MergeLedger;
  readonly tokens: TokenTable;
  /** A new id for a customer or a group. @param now ms since the epoch */
  readonly newId: (now: number) => string;
  readonly transact: Transact;
  close(): void;
}

/** @param file a path, or `:memory:` */
export function openStore(file: string, types: IdentityTypes, synchronous: Synchronous): Store {
  const database = openDatabase(file, synchronous);
  return {
    customers: new CustomerTable(database),
    search: new CustomerSearchTable(database),
    identities: new IdentityTable(database, types),
    groups: new GroupTable(database),
    merges: new MergeLedger(database),
    tokens: new TokenTable(database),
    newId: idSequence(database),
    transact: transactions(database),
    close: () => database.close(),
  };
}
