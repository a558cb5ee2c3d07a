import type { Clock } from '../../functions/shared/ports/ports.ts';
import type { Identity } from '../../functions/shared/identity/identity.ts';
import type { Connection } from '../../functions/shared/sources/connection.ts';
import type { LocalDatabase } from '../store/database.ts';
import { openPast } from '../store/past.ts';
import type { QuarantineFile, QuarantineFiles } from '../store/quarantine-files.ts';
import type { DeadLetterBox } from './dead-letters.ts';
import { openNamesPerson } from './names-person.ts';
import { payloadOf } from './quarantine.ts';

export interface UnreadStores {
  readonly letters: DeadLetterBox;
  readonly quarantined: QuarantineFiles;
  readonly connections: ReadonlyMap<string, Connection>;
  readonly database: LocalDatabase;
  readonly clock: Clock;
}

const ACT = { plan: 'erase', why: 'the person was erased' };

/**
 * Removes what nobody has understood and a value of the erased person stands in: letters of the inlet, letters that hold no event, and
 * quarantined requests. What waits for a privacy officer stays, it is the wish of somebody.
 */
export async function forgetUnread(
  person: readonly Pick<Identity, 'kind' | 'value'>[],
  unread: UnreadStores,
): Promise<void> {
  const names = openNamesPerson(person);
  await dropLetters(names, unread);
  for (const file of unread.quarantined.list()) if (await isNamedIn(file, names, unread)) await drop(file, unread);
}

async function dropLetters(names: (text: string) => boolean, { letters }: UnreadStores): Promise<void> {
  const ids = [...letters.letters({})].flatMap(({ id, queue, events, isPrivacyRequest }) => {
    if (isPrivacyRequest || (queue === 'events' && events.length > 0)) return [];
    const letter = letters.find(id);
    if (!letter) return [];
    const { body, attributes } = letter;
    const text = attributes['encoding'] === 'base64' ? Buffer.from(body, 'base64').toString() : body;
    return names(text) ? [id] : [];
  });
  if (ids.length > 0) await letters.discard(ids, ACT, () => undefined);
}

async function isNamedIn(
  { request }: QuarantineFile,
  names: (text: string) => boolean,
  { connections }: UnreadStores,
): Promise<boolean> {
  const sent = [Buffer.from(request.body, 'base64').toString(), request.rawQuery, ...Object.values(request.headers)];
  if (sent.some(names)) return true;
  const payload = await payloadOf(connections, request);
  return payload !== undefined && names(Buffer.from(payload).toString());
}

async function drop({ id, request }: QuarantineFile, { quarantined, database, clock }: UnreadStores): Promise<void> {
  const past = openPast(database);
  const { receivedTime, reason } = request;
  await database.commit('durable', () =>
    past.add(`quarantine ${id}`, {
      at: clock(),
      what: 'discarded',
      firstSeen: Date.parse(receivedTime),
      reason,
      ...ACT,
    }),
  );
  quarantined.remove(id);
}
