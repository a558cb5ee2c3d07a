import { randomBytes } from 'node:crypto';
import { parseEnvelope } from '../../functions/shared/envelope/codec.ts';
import { digest } from '../../functions/shared/envelope/digest.ts';
import type { Clock } from '../../functions/shared/ports/ports.ts';
import {
  type Cause,
  type DeadLetterPast,
  type DeadLetterSelection,
  type DeadLetterView,
  type LetterEdit,
  selects,
  type WholeDeadLetter,
} from '../../operations/dead-letters.ts';
import { otherEvent } from '../../operations/edited-letter.ts';
import type { Objection } from '../../operations/objection.ts';
import { groupOfCause } from '../../operations/dead-letter-group.ts';
import { maskDetail } from '../../operations/mask-dead-letter.ts';
import type { StoredMessage } from '../queue/message.ts';
import type { LocalQueue } from '../queue/queue.ts';
import type { LocalDatabase } from '../store/database.ts';
import { openPast, type PastAct } from '../store/past.ts';
import { integerOfColumn } from '../store/row.ts';
import type { DeadLetterContent, QueuedDeadLetter } from './read-dead-letter.ts';

type QueueName = DeadLetterView['queue'];

export interface DeadLetterQueues {
  readonly queue: LocalQueue;
  readonly deadLetters: LocalQueue;
}

/** The dead letters of this machine, as an operator sees them. */
export interface DeadLetterBox {
  /** The oldest first; `limit` of each queue at most, those after the letter `after`. */
  letters(
    selection: DeadLetterSelection,
    page?: { readonly limit: number; readonly after: number },
  ): Iterable<DeadLetterView>;
  /** What was done about an event whenever it was a dead letter, the oldest first. */
  pastOf(event: { readonly source: string; readonly id: string }): readonly DeadLetterPast[];
  /** Undefined when there is none. */
  find(id: string): WholeDeadLetter | undefined;
  /** Puts letters back into their queues, the ids that were moved. */
  redrive(
    ids: readonly string[],
    act: OperatorAct,
    alongside: (moved: readonly string[]) => void,
  ): Promise<readonly string[]>;
  discard(
    ids: readonly string[],
    act: OperatorAct,
    alongside: (removed: readonly string[]) => void,
  ): Promise<readonly string[]>;
  /** Puts another body in the place of a letter's. */
  edit(id: string, edit: LetterEdit): Promise<WholeDeadLetter | Objection>;
  /** Notes that whoever asked now has them. */
  noteExport(ids: readonly string[]): Promise<void>;
}

/** Under which plan something is done, who asked and why. */
export type OperatorAct = Pick<PastAct, 'plan' | 'by' | 'why'>;

const PAGE = 500;

export function openDeadLetterBox(
  queues: Readonly<Record<QueueName, DeadLetterQueues>>,
  database: LocalDatabase,
  { read, clock }: { readonly read: (letter: QueuedDeadLetter) => DeadLetterContent; readonly clock: Clock },
): DeadLetterBox {
  const { sqlite, commit } = database;
  const past = openPast(database);
  const exported = sqlite.prepare('SELECT at FROM letter_export WHERE seq = ?');
  const putExport = sqlite.prepare('INSERT OR REPLACE INTO letter_export (seq, at) VALUES (?, ?)');
  const putBody = sqlite.prepare('UPDATE message_content SET body = ? WHERE seq = ?');
  const dropExport = sqlite.prepare('DELETE FROM letter_export WHERE seq = ?');

  const opened = (queue: QueueName, message: StoredMessage): Opened => {
    const reason = message.attributes['reason'] ?? 'received-too-often';
    const content = read({ body: message.body, attributes: message.attributes, reason });
    const key = keyOf(queue, message, content);
    const acts = past.of(key);
    const noted = exported.get(message.sequence);
    const { detail } = message.attributes;
    const cause = { queue, reason, ...causeOf(content) };
    const view: DeadLetterView = {
      id: String(message.sequence),
      group: groupOfCause(cause),
      ...cause,
      ...(detail !== undefined && { detail: maskDetail(detail, message.body) }),
      events: [...content.events],
      firstSeen: timeText(acts[0]?.firstSeen ?? message.sentAt),
      since: timeText(message.sentAt),
      redrives: acts.filter(({ what }) => what === 'redriven').length,
      ...(noted && { exportedAt: timeText(integerOfColumn(noted, 'at')) }),
    };
    return { view, key, acts };
  };

  /** In both queues; a sequence is unique in the database. */
  const locate = (id: string): { readonly queue: QueueName; readonly message: StoredMessage } | undefined => {
    if (!/^\d{1,15}$/.test(id)) return undefined;
    for (const queue of names) {
      const message = queues[queue].deadLetters.find(Number(id));
      if (message) return { queue, message };
    }
    return undefined;
  };

  /** Of each queue apart: each has a transaction of its own. */
  const settle = async (
    ids: readonly string[],
    { what, act, work }: { what: PastAct['what']; act: OperatorAct; work: (queue: DeadLetterQueues) => Work },
    alongside: (done: readonly string[]) => void,
  ): Promise<readonly string[]> => {
    const done: string[] = [];
    for (const queue of names) {
      const sequences = ids.flatMap((id) => (locate(id)?.queue === queue ? [Number(id)] : []));
      if (sequences.length === 0) continue;
      const settled = await work(queues[queue])(sequences, (letters) => {
        for (const message of letters) {
          const { view, key } = opened(queue, message);
          const firstSeen = Date.parse(view.firstSeen);
          past.add(key, { at: clock(), what, firstSeen, reason: view.reason, ...act });
          dropExport.run(message.sequence);
        }
        alongside(letters.map(({ sequence }) => String(sequence)));
      });
      done.push(...settled.map(({ sequence }) => String(sequence)));
    }
    return done;
  };

  const find = (id: string): WholeDeadLetter | undefined => {
    const located = locate(id);
    if (!located) return undefined;
    const { queue, message } = located;
    const { view, acts } = opened(queue, message);
    return { ...view, attributes: message.attributes, body: message.body, past: acts.map(pastView) };
  };

  return {
    *letters(selection, page) {
      const { limit, after } = page ?? { limit: Infinity, after: 0 };
      for (const queue of names) {
        let last = after;
        let given = 0;
        for (;;) {
          const messages = queues[queue].deadLetters.list(PAGE, last);
          for (const message of messages) {
            const { view } = opened(queue, message);
            if (selects(selection, view) !== 'not-meant') {
              yield view;
              given += 1;
              if (given >= limit) break;
            }
          }
          last = messages.at(-1)?.sequence ?? last;
          if (messages.length < PAGE || given >= limit) break;
        }
      }
    },

    pastOf: (event) => past.of(eventKey(event)).map(pastView),

    find,

    redrive: (ids, act, alongside) =>
      settle(
        ids,
        {
          what: 'redriven',
          act,
          work:
            ({ queue }) =>
            (sequences, note) =>
              queue.redrive(sequences, note),
        },
        alongside,
      ),

    discard: (ids, act, alongside) =>
      settle(
        ids,
        {
          what: 'discarded',
          act,
          work:
            ({ deadLetters }) =>
            (sequences, note) =>
              deadLetters.discard(sequences, note),
        },
        alongside,
      ),

    async edit(id, { body, by, why }) {
      const located = locate(id);
      if (!located) return { problem: 'not-found', error: 'no such dead letter' };
      const { queue, message } = located;
      const objection = queue === 'events' ? otherEvent(parseEnvelope(message.body), parseEnvelope(body)) : undefined;
      if (objection !== undefined) return { problem: 'invalid', error: objection };
      await commit('durable', () => {
        const { view } = opened(queue, message);
        putBody.run(body, message.sequence);
        dropExport.run(message.sequence);
        const { key } = opened(queue, { ...message, body });
        const plan = `edit-${randomBytes(4).toString('hex')}`;
        past.add(key, {
          at: clock(),
          what: 'edited',
          firstSeen: Date.parse(view.firstSeen),
          reason: view.reason,
          plan,
          by,
          why,
        });
      });
      return find(id) ?? { problem: 'not-found', error: 'no such dead letter' };
    },

    async noteExport(ids) {
      await commit('durable', () => {
        for (const id of ids) putExport.run(Number(id), clock());
      });
    },
  };
}

const names: readonly QueueName[] = ['events', 'inlet'];

interface Opened {
  readonly view: DeadLetterView;
  readonly key: string;
  readonly acts: readonly PastAct[];
}

type Work = (
  sequences: readonly number[],
  note: (letters: readonly StoredMessage[]) => void,
) => Promise<readonly StoredMessage[]>;

function causeOf({ connection, type, isPrivacyRequest }: DeadLetterContent): Omit<Cause, 'queue' | 'reason'> {
  return { ...(connection !== undefined && { connection }), ...(type !== undefined && { type }), isPrivacyRequest };
}

/** An event's letters are one thing however often it comes back; what is no event is known by its bytes. */
function keyOf(queue: QueueName, { body }: StoredMessage, { events: [first] }: DeadLetterContent): string {
  return queue === 'events' && first ? eventKey(first) : digest('letter', queue, body);
}

function eventKey({ source, id }: { readonly source: string; readonly id: string }): string {
  return digest('event', source, id);
}

function pastView({ at, what, reason, plan, by, why }: PastAct): DeadLetterPast {
  return {
    at: timeText(at),
    what,
    reason,
    plan,
    ...(by !== undefined && { by }),
    ...(why !== undefined && { why }),
  };
}

function timeText(unixMs: number): string {
  return new Date(unixMs).toISOString();
}
