import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Cdp } from '../../functions/compose.ts';
import type { BreakerStore } from '../../functions/shared/breaker/store.ts';
import type { GuiyiConfig } from '../../functions/shared/config/define-config.ts';
import { deliverSeconds } from '../../functions/shared/config/delivery-time.ts';
import { longestLookUpMs } from '../../functions/shared/enrichment/open-enrichment.ts';
import { toMessages } from '../../functions/shared/envelope/codec.ts';
import type { Envelope } from '../../functions/shared/envelope/envelope.ts';
import type { Log } from '../../functions/shared/log/log.ts';
import { openConnections } from '../../functions/shared/sources/connection.ts';
import { receivers } from '../../functions/shared/sources/generated/receivers.ts';
import { type Observed, openObserved } from '../console/observed.ts';
import { type DeadLetterPlans, openDeadLetterPlans } from '../operations/dead-letter-plans.ts';
import { openQuarantine, type Quarantine } from '../operations/quarantine.ts';
import { localQueue } from '../queue/port-adapters.ts';
import { openStateFolder } from '../state/folder.ts';
import { openHostJobs } from '../jobs/host-jobs.ts';
import type { Jobs } from '../jobs/jobs.ts';
import { openSnapshots, type Snapshots } from '../rehearse/snapshot.ts';
import { openEventTraces } from '../traces/open-event-traces.ts';
import { openPlans } from '../store/plans.ts';
import { openReveals, type Reveals } from '../store/reveals.ts';
import { sqliteSuppressions, type Suppressions } from '../store/suppressions.ts';
import { openSandboxThread } from '../sandbox-thread/sandbox-thread.ts';
import { openStores, type Stores } from './open-stores.ts';
import { openSecretsFile, sandboxCredentials } from './sandbox-credentials.ts';
import { unusableSecrets } from './unusable-secrets.ts';
import { recordQueued } from './report.ts';
import { runFunctions } from './run-functions.ts';
import { diskProblem } from '../store/disk-problem.ts';
import { errorName } from '../../functions/shared/ports/port-error.ts';

export interface HostOptions {
  readonly config: GuiyiConfig;
  /** The file of the configuration, for what loads it anew. */
  readonly configFile?: string;
  readonly data: string;
  readonly secrets: string;
  readonly fresh: boolean;
  readonly log: Log;
  /** How the sandbox of the CDP runs; in a thread of its own when left out. */
  readonly openSandbox?: typeof openSandboxThread;
  /** Hears that the thread of the sandbox has ended by itself: nothing can be delivered any more. */
  readonly onSandboxLost?: (cause: unknown) => void;
  /** Of a collector of traces; without it none are sent. */
  readonly otlp?: string | undefined;
}

type KeptOpen = Omit<Stores, 'database'>;

/** Everything that AWS would be, in one process: the handlers that run on Lambda between queues and stores on SQLite. */
export interface Host extends Observed, KeptOpen {
  readonly config: GuiyiConfig;
  readonly cdp: Cdp;
  /** Puts an event of the operator's own into the queue that delivery reads. */
  readonly sendOwn: (event: Envelope) => Promise<void>;
  readonly breaker: BreakerStore;
  readonly suppressions: Suppressions;
  readonly reveals: Reveals;
  readonly deadLetterPlans: DeadLetterPlans;
  readonly quarantine: Quarantine;
  readonly jobs: Jobs;
  readonly snapshots: Snapshots;
  /** Why the state could not be written the last time; undefined where it could. */
  readonly storageFault: () => string | undefined;
  /** Where the state is kept, and configuration and secrets are read. */
  readonly files: Readonly<Record<'config' | 'data' | 'secrets', string>>;
  webhook(event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2>;
  close(): Promise<void>;
}

/** @throws StartError, ConfigError */
export async function openHost({
  config,
  configFile = 'guiyi.config.ts',
  data,
  secrets: secretsFile,
  fresh,
  log,
  openSandbox = openSandboxThread,
  onSandboxLost,
  otlp,
}: HostOptions): Promise<Host> {
  const secrets = openSecretsFile(secretsFile);
  const credentials = sandboxCredentials(secrets);
  const folder = openStateFolder(data, { fresh });
  const clock = Date.now;
  for (const line of unusableSecrets(config, secrets)) log(line);
  const deliverTime = deliverSeconds(config, longestLookUpMs(config));
  const stores = await openStores(
    config,
    { data, secrets: secretsFile, credentials },
    { clock, deliverTime, log, openSandbox, onSandboxLost },
  );
  const { database, ...open } = stores;
  const observed = openObserved(database, clock());
  const traces = await openEventTraces(otlp);
  const functions = await runFunctions(stores, observed, { config, clock, deliverTime, log, traces });
  const plans = openPlans(database);
  const { journal, archive, queues } = open;
  const { cdp } = functions;
  const jobs = openHostJobs({ config, data, database, journal, archive, cdp, events: queues.events.queue, clock, log });
  await jobs.start();
  const snapshots = openSnapshots(data, database);

  return {
    ...open,
    ...observed,
    config,
    cdp,
    async sendOwn(event) {
      await localQueue(queues.events.queue).send(await toMessages([{ envelope: event }], archive));
      await recordQueued(journal, [event]);
    },
    breaker: functions.breaker,
    suppressions: sqliteSuppressions(database),
    reveals: openReveals(database),
    deadLetterPlans: openDeadLetterPlans(open.letters, plans, { commit: database.commit, clock }),
    quarantine: openQuarantine({
      files: open.quarantined,
      plans,
      database,
      clock,
      connections: openConnections(config, receivers, open.secrets, clock),
      replay: functions.replay,
    }),
    jobs,
    snapshots,
    storageFault() {
      const fault = database.lastFault();
      return fault === undefined ? undefined : (diskProblem(fault) ?? errorName(fault));
    },
    files: { config: configFile, data, secrets: secretsFile },
    webhook: (event) => functions.webhook(event),
    async close() {
      await jobs.stop();
      await functions.stop();
      await traces.close();
      await open.sandbox.close();
      database.close();
      folder.release();
    },
  };
}
