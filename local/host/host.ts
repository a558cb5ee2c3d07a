import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { composeBreaker } from '../../functions/compose-breaker.ts';
import {
  type Cdp,
  type ObservedWebhook,
  composeDeliver,
  composeInlet,
  composeWebhook,
} from '../../functions/compose.ts';
import { fetchTransport } from '../../functions/shared/cdp/transport.ts';
import { deliverSeconds } from '../../functions/shared/config/delivery-time.ts';
import type { GuiyiConfig } from '../../functions/shared/config/define-config.ts';
import { ConfigError } from '../../functions/shared/config/problem.ts';
import { longestLookUpMs } from '../../functions/shared/enrichment/open-enrichment.ts';
import { describeError, type Log } from '../../functions/shared/log/log.ts';
import type { Envelope } from '../../functions/shared/envelope/envelope.ts';
import type { Archive, Cases, SecretStore } from '../../functions/shared/ports/ports.ts';
import { openSandbox, type Sandbox } from '../../sandbox/sandbox.ts';
import { startPoller } from '../poller.ts';
import { localDeadLetters, localQueue } from '../queue/port-adapters.ts';
import type { LocalQueue } from '../queue/queue.ts';
import { openQueues } from '../queue/queues.ts';
import { fileArchive } from '../store/archive.ts';
import { examineDatabase } from '../state/examine.ts';
import { openStateFolder } from '../state/folder.ts';
import { openPrivacyKey } from '../state/privacy-key.ts';
import { sqliteStartError } from '../state/sqlite-error.ts';
import { openDatabase } from '../store/database.ts';
import type { LocalJournal } from '../store/journal.ts';
import { openJournal } from '../store/open-journal.ts';
import { sqliteCases } from '../store/cases.ts';
import { sqliteLeases } from '../store/leases.ts';
import { sqliteLedger } from '../store/ledger.ts';
import { sqliteSuppressions, type Suppressions } from '../store/suppressions.ts';
import { fileSecrets } from '../store/secrets.ts';
import type { BreakerStore } from '../../functions/shared/breaker/store.ts';
import { type Observed, observeDelivery, observeQueued, openObserved } from '../console/observed.ts';
import { every } from './every.ts';
import { deliverOneBatch, pollerReceiver } from './local-breaker.ts';
import { type DeadLetterBox, openDeadLetterBox } from '../operations/dead-letters.ts';
import { type DeadLetterPlans, openDeadLetterPlans } from '../operations/dead-letter-plans.ts';
import { deadLetterReader } from '../operations/read-dead-letter.ts';
import { openRequestCounts, type RequestCounts } from '../store/request-counts.ts';
import { openReveals, type Reveals } from '../store/reveals.ts';
import { openQuarantine, type Quarantine } from '../operations/quarantine.ts';
import { quarantineFiles } from '../store/quarantine-files.ts';
import { openConnections } from '../../functions/shared/sources/connection.ts';
import { receivers } from '../../functions/shared/sources/generated/receivers.ts';
import { openReplay } from './replay.ts';
import { openPlans } from '../store/plans.ts';
import { dropLettersOf } from '../operations/drop-letters.ts';
import { openForgetting } from './forget.ts';
import { mergesOf } from './merges.ts';
import { lambdaContext } from './lambda-context.ts';
import { recordDelivery, recordQueued } from './report.ts';
import { recordRequest } from './request-record.ts';
import { sandboxTransport } from './sandbox-transport.ts';

export interface HostOptions {
  readonly config: GuiyiConfig;
  readonly data: string;
  readonly secrets: string;
  readonly fresh: boolean;
  readonly log: Log;
}

/** Everything that AWS would be, in one process: the handlers that run on Lambda between queues and stores on SQLite. */
export interface Host extends Observed {
  readonly config: GuiyiConfig;
  readonly sandbox: Sandbox;
  readonly journal: LocalJournal;
  readonly cases: Cases;
  readonly cdp: Cdp;
  readonly suppressions: Suppressions;
  /** The key by which the ledger knows identities. */
  readonly hashKey: string;
  readonly archive: Archive;
  readonly breaker: BreakerStore;
  readonly queues: { readonly events: Queues; readonly inlet: Queues };
  readonly requests: RequestCounts;
  readonly reveals: Reveals;
  readonly letters: DeadLetterBox;
  readonly deadLetterPlans: DeadLetterPlans;
  readonly quarantine: Quarantine;
  readonly secrets: SecretStore;
  /** Where the state is kept, and the secrets are read. */
  readonly files: Readonly<Record<'data' | 'secrets', string>>;
  webhook(event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2>;
  close(): Promise<void>;
}

interface Queues {
  readonly queue: LocalQueue;
  readonly deadLetters: LocalQueue;
}

/** Batches of events that run at once. */
const EVENT_BATCHES = 5;
/** On one machine a look at the breaker costs nothing: what was paused by hand stops at once. */
const BREAKER_TURN_MS = 1_000;

/** @throws StartError, ConfigError */
export async function openHost({ config, data, secrets: secretsFile, fresh, log }: HostOptions): Promise<Host> {
  const credentials = sandboxCredentials(secretsFile);
  const folder = openStateFolder(data, { fresh });
  const clock = Date.now;
  const deliverTime = deliverSeconds(config, longestLookUpMs(config));
  const files = { events: join(data, 'guiyi.db'), sandbox: join(data, 'sandbox.db') };
  Object.values(files).forEach(examineDatabase);
  const database = openDatabase(files.events);
  const hashKey = openPrivacyKey(join(data, 'privacy.key'), database);
  const queues = openQueues(database, clock);
  await queues.recall();
  const eventLetters = queues.fifo('events-dead-letters', { visibilitySeconds: 30 });
  // The same figures as in the stack: visibility six times the function's timeout; receives are counted by us.
  const events = queues.fifo('events', {
    visibilitySeconds: deliverTime * 6,
    maxReceiveCount: 1000,
    deadLetters: eventLetters,
  });
  const inletLetters = queues.standard('inlet-dead-letters', { visibilitySeconds: 30 });
  const inlet = queues.standard('inlet', { visibilitySeconds: 180, maxReceiveCount: 20, deadLetters: inletLetters });
  const journal = openJournal(database);
  const secrets = fileSecrets(secretsFile);
  const cases = sqliteCases(database);
  const archive = fileArchive(join(data, 'archive'));
  const sandbox = openOwnSandbox(files.sandbox, credentials);

  const onError = (error: unknown) =>
    log({ level: 'error', at: 'local', message: 'a batch or the journal failed', error: describeError(error) });
  const requests = openRequestCounts(database);
  const observed = openObserved(database, clock());
  const observeRequest = (envelopes: readonly Envelope[], request: ObservedWebhook) =>
    void recordRequest(journal, requests, envelopes, { ...request, at: clock() })
      .then(() => observeQueued(observed, envelopes, clock()))
      .catch(onError);
  const observeInlet = (envelopes: readonly Envelope[]) =>
    void recordQueued(journal, envelopes, 'inlet')
      .then(() => observeQueued(observed, envelopes, clock()))
      .catch(onError);
  const webhookPorts = { config, secrets, queue: localQueue(events), archive, clock, log };
  const webhook = composeWebhook({ ...webhookPorts, observe: observeRequest });
  const replay = openReplay({ ...webhookPorts, journal });
  const receiveInlet = composeInlet({
    ...webhookPorts,
    deadLetters: localDeadLetters(inletLetters),
    observe: observeInlet,
  });
  const forget = openForgetting({
    config,
    journal,
    archive,
    merges: () => mergesOf(sandbox),
    dropLetters: (gone) => dropLettersOf(letters, gone),
  });
  const ledger = sqliteLedger(database, clock);
  const {
    handler: deliver,
    cdp,
    probe,
  } = composeDeliver({
    config,
    transport: (timeoutSeconds) =>
      config.cdp.baseUrl === 'sandbox' ? sandboxTransport(sandbox) : fetchTransport(config.cdp.baseUrl, timeoutSeconds),
    secrets,
    ledger,
    leases: sqliteLeases(database),
    cases,
    hashKey: async () => hashKey,
    archive,
    visibility: localQueue(events),
    queue: localQueue(events),
    deadLetters: localDeadLetters(eventLetters),
    clock,
    log,
    concurrency: 10,
    observe: (event, delivery) =>
      void recordDelivery(journal, event, delivery)
        .then(() => observeDelivery(observed, event, delivery, clock()))
        .then(() => forget(event, delivery))
        .catch(onError),
  });
  const eventPoller = startPoller({
    queue: events,
    handler: deliver,
    functionName: 'deliver',
    timeoutSeconds: deliverTime,
    concurrency: EVENT_BATCHES,
    onError,
  });
  const pollers = [
    eventPoller,
    startPoller({
      queue: inlet,
      handler: receiveInlet,
      functionName: 'inlet',
      timeoutSeconds: 30,
      concurrency: 2,
      onError,
    }),
  ];

  const breaker = composeBreaker({
    ledger,
    receiver: pollerReceiver(eventPoller, EVENT_BATCHES),
    probe,
    deliverBatch: () => deliverOneBatch(events, (batch) => deliver(batch, lambdaContext('deliver', deliverTime))),
    concurrency: EVENT_BATCHES,
    clock,
    log,
  });
  const turn = async () => {
    await breaker.turn().catch(onError);
  };
  await turn();
  const endTurns = every(BREAKER_TURN_MS, turn);
  const bothQueues = {
    events: { queue: events, deadLetters: eventLetters },
    inlet: { queue: inlet, deadLetters: inletLetters },
  };
  const plans = openPlans(database);
  const quarantine = openQuarantine({
    files: quarantineFiles(join(data, 'archive')),
    plans,
    database,
    clock,
    connections: openConnections(config, receivers, secrets, clock),
    replay,
  });
  const letters = openDeadLetterBox(bothQueues, database, { read: deadLetterReader(config), clock });

  return {
    config,
    sandbox,
    journal,
    cases,
    cdp,
    suppressions: sqliteSuppressions(database),
    hashKey,
    archive,
    breaker: breaker.store,
    queues: bothQueues,
    requests,
    reveals: openReveals(database),
    letters,
    deadLetterPlans: openDeadLetterPlans(letters, plans, { commit: database.commit, clock }),
    quarantine,
    secrets,
    files: { data, secrets: secretsFile },
    ...observed,
    webhook: (event) => webhook(event, lambdaContext('webhook', 10)),
    async close() {
      await endTurns();
      await Promise.all(pollers.map((poller) => poller.stop()));
      sandbox.close();
      database.close();
      folder.release();
    },
  };
}

function openOwnSandbox(file: string, credentials: ReturnType<typeof sandboxCredentials>): Sandbox {
  try {
    // NORMAL survives kill -9 of this process, which is what the sandbox of one machine needs.
    return openSandbox({ file, credentials, synchronous: 'normal' });
  } catch (error) {
    throw sqliteStartError(error, file) ?? error;
  }
}

/** The sandbox accepts the very key that the secrets file gives to delivery. */
function sandboxCredentials(secretsFile: string): readonly { appKey: string; secret: string }[] {
  const { appKey, secret } = readSecrets(secretsFile).cdp ?? {};
  return typeof appKey === 'string' && typeof secret === 'string' ? [{ appKey, secret }] : [];
}

function readSecrets(file: string): { readonly cdp?: { readonly appKey?: unknown; readonly secret?: unknown } } {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as { cdp?: { appKey?: unknown; secret?: unknown } };
  } catch {
    // The parser's own words would quote the file.
    const allowed = 'a JSON file that maps each connection’s name, and cdp, to its secret';
    throw new ConfigError(file, [{ path: '', found: 'no such file, or no JSON', allowed }]);
  }
}
