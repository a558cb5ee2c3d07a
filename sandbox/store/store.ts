import type { IdentityType } from '../resolution/identity.ts';
import type { ExtendedAttributeDefinition } from '../extended-attribute.ts';
import { AttributeTable } from './attributes.ts';
import { CustomerSearchTable } from './customer-search.ts';
import { CustomerTable } from './customers.ts';
import { openDatabase, transactions, truncateLog, type Synchronous, type Transact } from './database.ts';
import { FolderTable } from './folders.ts';
import { GroupTable } from './groups.ts';
import { idSequence, type NewId } from './id-sequence.ts';
import { IdentityTable } from './identities.ts';
import { IdentityTypeTable } from './identity-types.ts';
import { MergeLedger } from './merge-ledger.ts';
import { SnapshotTable } from './snapshots.ts';
import { TokenTable } from './tokens.ts';
import { TombstoneTable } from './tombstones.ts';

/** Everything the sandbox remembers, in one SQLite file. */
export interface Store {
  readonly customers: CustomerTable;
  readonly search: CustomerSearchTable;
  readonly identityTypes: IdentityTypeTable;
  readonly identities: IdentityTable;
  readonly tombstones: TombstoneTable;
  readonly attributes: AttributeTable;
  readonly folders: FolderTable;
  readonly groups: GroupTable;
  readonly merges: MergeLedger;
  readonly tokens: TokenTable;
  readonly snapshots: SnapshotTable;
  readonly newId: NewId;
  readonly transact: Transact;
  /** Empties everything but tokens and snapshots, or puts a snapshot in its place. Call it inside a transaction. */
  reset(snapshot: number | undefined): void;
  /** Outside of a transaction: what was deleted stands in no file any more. */
  truncateLog(): void;
  close(): void;
}

export interface StoreOptions {
  /** A path, or `:memory:`. */
  readonly file: string;
  readonly synchronous: Synchronous;
  readonly identityTypes: readonly IdentityType[];
  readonly extendedAttributes: readonly ExtendedAttributeDefinition[];
}

export function openStore({ file, synchronous, ...configured }: StoreOptions): Store {
  const database = openDatabase(file, synchronous);
  const identityTypes = new IdentityTypeTable(database, configured.identityTypes);
  const attributes = new AttributeTable(database, configured.extendedAttributes);
  const snapshots = new SnapshotTable(database);
  const forgetChanges = () => {
    identityTypes.forgetChanges();
    attributes.forgetChanges();
  };
  return {
    customers: new CustomerTable(database, identityTypes),
    search: new CustomerSearchTable(database),
    identityTypes,
    identities: new IdentityTable(database, identityTypes),
    tombstones: new TombstoneTable(database, identityTypes),
    attributes,
    folders: new FolderTable(database),
    groups: new GroupTable(database),
    merges: new MergeLedger(database),
    tokens: new TokenTable(database),
    snapshots,
    newId: idSequence(database),
    transact: transactions(database, forgetChanges),
    reset: (snapshot) => {
      if (snapshot === undefined) snapshots.empty();
      else snapshots.restore(snapshot);
      identityTypes.configure();
      attributes.load();
    },
    truncateLog: () => truncateLog(database),
    close: () => database.close(),
  };
}
