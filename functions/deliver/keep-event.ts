import type { SubjectItem } from '../shared/change/subject-item.ts';
import { newest } from '../shared/change/newest.ts';
import type { GuiyiConfig } from '../shared/config/define-config.ts';
import { identityHash, textHash } from '../shared/identity/keyed-hash.ts';
import { newSalt } from '../shared/journal/seal.ts';
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

/** The subject's item after the journal knows of whom its events speak: an erase finds them by that. @throws PortError */
export async function paired(
  subject: SubjectItem,
  partition: string,
  who: readonly string[],
  { journal, now }: { readonly journal: JournalPorts; readonly now: number },
): Promise<SubjectItem> {
  const quarter = Math.floor(now / QUARTER_MS);
  const known = subject.paired?.quarter === quarter ? subject.paired.keys : [];
  const fresh = who.filter((hash) => !known.includes(hash));
  if (fresh.length > 0) await journal.store.pair(partition, fresh);
  return {
    ...subject,
    salt: subject.salt ?? newSalt(),
    paired: { quarter, keys: newest([...known, ...fresh], PAIRS_KNOWN) },
  };
}
