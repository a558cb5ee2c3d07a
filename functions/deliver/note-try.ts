import { describeError } from '../shared/log/log.ts';
import type { JournalState } from '../shared/ports/journal.ts';
import { journalEntry, type Try } from './journal-entry.ts';
import type { DeliverPorts } from './ports.ts';

type NotePorts = Pick<DeliverPorts, 'journal' | 'config' | 'hashKey' | 'log'>;

/** Tells the journal of a try. @throws PortError */
export async function noteTry(
  tried: Try,
  state: JournalState,
  { journal, config, hashKey }: NotePorts,
  deduplicationId?: string,
): Promise<void> {
  if (!journal) return;
  const [hashKeyNow, envelopeKey] = await Promise.all([hashKey(), journal.envelopeKey?.()]);
  const letter = deduplicationId !== undefined && { deduplicationId };
  const entry = journalEntry(tried, state, { config, hashKey: hashKeyNow, envelopeKey, ...letter });
  // Of an event that is done they are known already.
  if (state !== 'done') await journal.store.pair(entry.partition, entry.who);
  await journal.store.write(entry);
}

/** An event that is delivered is so whatever the journal says. */
export async function noteTryLeniently(tried: Try, state: JournalState, ports: NotePorts): Promise<void> {
  try {
    await noteTry(tried, state, ports);
  } catch (error) {
    ports.log({ level: 'error', at: 'deliver', message: 'journal not written', error: describeError(error) });
  }
}
