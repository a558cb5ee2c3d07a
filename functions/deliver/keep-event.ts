import type { SubjectItem } from '../shared/change/subject-item.ts';
import { newest } from '../shared/change/newest.ts';
import type { GuiyiConfig } from '../shared/config/define-config.ts';
import { identityHash, textHash } from '../shared/identity/keyed-hash.ts';
import { newSalt } from '../shared/journal/seal.ts';
import type { Clock } from '../shared/ports/clock.ts';
import type { Journal } from '../shared/ports/journal.ts';
import type { TraceRecord } from './trace.ts';

/** The journal, and the key by which messages are kept in it; without a key they are not kept. */
export interface JournalPorts {
  readonly store: Journal;
  readonly envelopeKey?: () => Promise<string>;
}

const QUARTER_MS = 90 * 24 * 3_600_000;
/** A subject whose events speak of more is paired anew now and then, which changes nothing. */
const PAIRS_KNOWN = 24;

/** Of whom an event speaks, by keyed hashes: its identities, those that were withheld, and the customers that it has led to. */
export function spokenOf(
  { identities, withheld, customers }: Pick<TraceRecord, 'identities' | 'withheld' | 'customers'>,
  { cdp }: Pick<GuiyiConfig, 'cdp'>,
  hashKey: string,
): readonly string[] {
  const hashes = [...identities, ...withheld].map((identity) => identityHash(identity, cdp, hashKey));
  return [...new Set([...hashes, ...customers.map((customer) => customerHash(customer, hashKey))])];
}

export function customerHash(customer: string, hashKey: string): string {
  return textHash('customer', [customer], hashKey);
}

interface Keeping {
  readonly journal: JournalPorts | undefined;
  readonly config: Pick<GuiyiConfig, 'cdp'>;
  readonly hashKey: string;
  /** The key of the subject's item. */
  readonly subjectKey: string;
  readonly clock: Clock;
}

/** The subject's item after the journal knows of whom its events speak: an erase finds them by that. @throws PortError */
export async function pairSubject(
  subject: SubjectItem,
  traces: readonly TraceRecord[],
  { journal, config, hashKey, subjectKey, clock }: Keeping,
): Promise<SubjectItem> {
  if (!journal) return subject;
  const quarter = Math.floor(clock() / QUARTER_MS);
  const known = subject.paired?.quarter === quarter ? subject.paired.keys : [];
  const who = new Set(traces.flatMap((trace) => spokenOf(trace, config, hashKey)));
  const fresh = [...who].filter((hash) => !known.includes(hash));
  if (fresh.length > 0) await journal.store.pair(subjectKey, fresh);
  return {
    ...subject,
    salt: subject.salt ?? newSalt(),
    paired: { quarter, keys: newest([...known, ...fresh], PAIRS_KNOWN) },
  };
}
