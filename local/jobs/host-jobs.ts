import { join } from 'node:path';
import type { Cdp } from '../../functions/compose.ts';
import type { GuiyiConfig } from '../../functions/shared/config/define-config.ts';
import type { Log } from '../../functions/shared/log/log.ts';
import type { Archive, Clock } from '../../functions/shared/ports/ports.ts';
import { localQueue } from '../queue/port-adapters.ts';
import type { LocalQueue } from '../queue/queue.ts';
import type { LocalDatabase } from '../store/database.ts';
import type { LocalJournal } from '../store/journal.ts';
import { openJobs } from '../store/jobs.ts';
import { backfillTarget, backfillWork } from './backfill-work.ts';
import { type Jobs, openJobOperations } from './jobs.ts';
import { localRecord, replayWork } from './replay-work.ts';

export interface HostJobsPorts {
  readonly config: GuiyiConfig;
  /** Folder of the state. */
  readonly data: string;
  readonly database: LocalDatabase;
  readonly journal: LocalJournal;
  readonly archive: Archive;
  readonly cdp: Cdp;
  readonly events: LocalQueue;
  readonly clock: Clock;
  readonly log: Log;
}

/** The jobs of an `npm start`. */
export function openHostJobs(ports: HostJobsPorts): Jobs {
  const { config, data, database, journal, archive, cdp, events, clock, log } = ports;
  const store = openJobs(database);
  const badRowsFile = (job: string) => join(data, 'jobs', `${job}.bad-rows.csv`);
  return openJobOperations({
    store,
    journal: {
      record: (entry, more) => journal.record(entry, more),
      mark: (items, job) => journal.mark(items.map(Number), job),
    },
    queue: localQueue(events),
    waiting: () => events.depth().waiting,
    backfill: backfillWork({ config, archive, badRowsFile }),
    replay: replayWork({ config, record: localRecord(journal), archive, cdp, jobs: store }),
    objection(request) {
      if (request.kind === 'replay') return undefined;
      const target = backfillTarget(config, request);
      return 'problem' in target ? target : undefined;
    },
    views: { journal, badRowsFile },
    clock,
    log,
  });
}
