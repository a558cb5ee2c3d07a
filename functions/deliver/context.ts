import type { SubjectItem } from '../shared/change/subject-item.ts';
import type { GuiyiConfig } from '../shared/config/define-config.ts';
import type { Envelope } from '../shared/envelope/envelope.ts';
import type { Archive, Cases, Clock } from '../shared/ports/ports.ts';
import type { CdpCalls } from './calls.ts';
import type { Cdp } from './cdp.ts';
import type { Compat } from './compat.ts';
import type { FormerSubjectState } from './former-state.ts';
import type { JournalPorts } from './keep-event.ts';
import type { LedgerSession } from './ledger-session.ts';
import type { Trace } from './trace.ts';

/** One event that is being delivered, with what it works on. */
export interface EventContext {
  readonly event: Envelope;
  /** Unix ms of the event. */
  readonly time: number;
  /** Digest of source and id. */
  readonly digest: string;
  /** The key of the subject's item. */
  readonly subjectKey: string;
  /** What is remembered of the subject, with what earlier changes of the event have added. */
  readonly subject: SubjectItem;
  /** What a former version knew of the subject. */
  readonly former: FormerSubjectState | undefined;
  readonly config: GuiyiConfig;
  readonly cdp: Cdp;
  readonly calls: CdpCalls;
  readonly session: LedgerSession;
  /** For functions of a former version that run beside these. */
  readonly compat: Compat;
  readonly trace: Trace;
  readonly archive: Archive;
  readonly cases: Cases;
  readonly journal: JournalPorts | undefined;
  readonly clock: Clock;
  /** The key of the keyed hashes. */
  readonly hashKey: string;
}

export interface UpsertContext extends EventContext {
  /** The subject, where it is an id of one person. */
  readonly subjectId: string | undefined;
}
