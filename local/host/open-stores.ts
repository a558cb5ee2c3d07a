import { join } from 'node:path';
import type { GuiyiConfig } from '../../functions/shared/config/define-config.ts';
import type { Log } from '../../functions/shared/log/log.ts';
import type { Archive, Cases, Clock, Ledger, SecretStore } from '../../functions/shared/ports/ports.ts';
import { type DeadLetterBox, openDeadLetterBox } from '../operations/dead-letters.ts';
import { deadLetterReader } from '../operations/read-dead-letter.ts';
import type { LocalQueue } from '../queue/queue.ts';
import { openQueues } from '../queue/queues.ts';
import { examineState } from '../state/examine.ts';
import { openPrivacyKey } from '../state/privacy-key.ts';
import { fileArchive } from '../store/archive.ts';
import { type BroughtRequests, openBroughtRequests } from '../store/brought-requests.ts';
import { sqliteCases } from '../store/cases.ts';
import { type LocalDatabase, openDatabase } from '../store/database.ts';
import type { LocalJournal } from '../store/journal.ts';
import { sqliteLedger } from '../store/ledger.ts';
import { openJournal } from '../store/open-journal.ts';
import { type QuarantineFiles, quarantineFiles } from '../store/quarantine-files.ts';
import { openRequestCounts, type RequestCounts } from '../store/request-counts.ts';
import { fileSecrets } from '../store/secrets.ts';
import type { openSandboxThread, SandboxThread } from '../sandbox-thread/sandbox-thread.ts';
import type { SandboxCredentials } from './sandbox-credentials.ts';

interface Queues {
  readonly queue: LocalQueue;
  readonly deadLetters: LocalQueue;
}

/** What AWS would keep: queues, tables, files, secrets; and the sandbox of the CDP. */
export interface Stores {
  readonly database: LocalDatabase;
  readonly queues: { readonly events: Queues; readonly inlet: Queues };
  readonly letters: DeadLetterBox;
  readonly journal: LocalJournal;
  readonly requests: RequestCounts;
  readonly brought: BroughtRequests;
  readonly ledger: Ledger;
  readonly cases: Cases;
  readonly archive: Archive;
  readonly quarantined: QuarantineFiles;
  readonly secrets: SecretStore;
  /** The key by which the ledger knows identities. */
  readonly hashKey: string;
  readonly sandbox: SandboxThread;
}

export interface StoreFiles {
  /** The folder of the state. */
  readonly data: string;
  readonly secrets: string;
  readonly credentials: SandboxCredentials;
}

export interface StoreSettings {
  readonly clock: Clock;
  /** Seconds that the deliver function may take. */
  readonly deliverTime: number;
  readonly log: Log;
  readonly openSandbox: typeof openSandboxThread;
  readonly onSandboxLost: ((cause: unknown) => void) | undefined;
}

/** @throws StartError */
export async function openStores(
  config: GuiyiConfig,
  { data, secrets, credentials }: StoreFiles,
  { clock, deliverTime, log, openSandbox, onSandboxLost }: StoreSettings,
): Promise<Stores> {
  const files = { events: join(data, 'guiyi.db'), sandbox: join(data, 'sandbox.db') };
  examineState(files);
  const database = openDatabase(files.events);
  const hashKey = openPrivacyKey(join(data, 'privacy.key'), database);
  const queues = await openBothQueues(database, clock, deliverTime);
  return {
    database,
    hashKey,
    queues,
    letters: openDeadLetterBox(queues, database, { read: deadLetterReader(config), clock }),
    journal: openJournal(database),
    requests: openRequestCounts(database),
    brought: openBroughtRequests(database),
    ledger: sqliteLedger(database, clock),
    cases: sqliteCases(database),
    archive: fileArchive(join(data, 'archive')),
    quarantined: quarantineFiles(join(data, 'archive')),
    secrets: fileSecrets(secrets),
    sandbox: await openSandbox({ file: files.sandbox, credentials, log, onLost: onSandboxLost }),
  };
}

/** The same figures as in the stack: visibility six times the function's timeout; receives are counted by us. */
async function openBothQueues(database: LocalDatabase, clock: Clock, deliverTime: number): Promise<Stores['queues']> {
  const queues = openQueues(database, clock);
  await queues.recall();
  const eventLetters = queues.fifo('events-dead-letters', { visibilitySeconds: 30 });
  const events = queues.fifo('events', {
    visibilitySeconds: deliverTime * 6,
    maxReceiveCount: 1000,
    deadLetters: eventLetters,
  });
  const inletLetters = queues.standard('inlet-dead-letters', { visibilitySeconds: 30 });
  const inlet = queues.standard('inlet', { visibilitySeconds: 180, maxReceiveCount: 1000, deadLetters: inletLetters });
  return {
    events: { queue: events, deadLetters: eventLetters },
    inlet: { queue: inlet, deadLetters: inletLetters },
  };
}
