import { DeleteMessageCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { parseEnvelope } from '../../functions/shared/envelope/codec.ts';
import { digest } from '../../functions/shared/envelope/digest.ts';
import { orderingKey } from '../../functions/shared/envelope/envelope.ts';
import { sqsQueue } from '../../functions/shared/ports/aws/queue.ts';
import { sqsClient } from '../../functions/shared/ports/aws/sqs-client.ts';
import { eventSortKey, shortDigest } from '../../functions/shared/ports/journal-keys.ts';
import { type DeadLetterPast, type DeadLetterView, type LetterEdit, reasonsForAnOfficer } from '../dead-letters.ts';
import { otherEvent } from '../edited-letter.ts';
import { groupOfCause } from '../dead-letter-group.ts';
import { AccountError, inAccount } from './account-error.ts';
import { type JournalItem, type ItemKey, keyIn } from './journal-item.ts';
import type { JournalReader } from './journal-reader.ts';
import type { OperatorTable } from './operator-table.ts';
import type { StageContext } from './stage-context.ts';

/** What is done to a letter, each step after the one before is durable. */
export type MoveStep = 'sent' | 'marked' | 'deleted';

export type LetterAct = Omit<DeadLetterPast, 'reason'>;

/** Dead letters of the event queue. The list is the journal's; of the queue itself messages are only removed. */
export interface EventLetters {
  /** The longest dead first. */
  list(): Promise<readonly EventLetter[]>;
  /** What was done about it, the oldest first. */
  past(letter: EventLetter): Promise<readonly DeadLetterPast[]>;
  /** With their messages, where they open. */
  whole(
    letters: readonly EventLetter[],
  ): Promise<
    readonly (EventLetter & { readonly body: string | undefined; readonly past: readonly DeadLetterPast[] })[]
  >;
  /** Receives these letters from the dead-letter queue, as far as it gives them: whoever moves a message need not open what is sealed. */
  receive(letters: readonly EventLetter[]): Promise<void>;
  /** Sends a letter to the event queue again, marks it, and removes it; false where it is a dead letter no more. @throws AccountError */
  redrive(letter: EventLetter, act: LetterAct): Promise<boolean>;
  /** Sends this body in its place, if this process redrives it; the edit is written down with the redrive. @returns why it cannot be */
  edit(letter: EventLetter, edit: LetterEdit): Promise<string | undefined>;
  discard(letter: EventLetter, act: LetterAct): Promise<boolean>;
  noteExport(letters: readonly EventLetter[]): Promise<void>;
  /** Removes from the queue what was sent again, discarded or forgotten; what is dead stays. @returns how many were removed */
  sweep(): Promise<number>;
}

export interface EventLetter {
  readonly view: DeadLetterView;
  readonly key: ItemKey;
  readonly groupId: string;
  readonly deduplicationId: string;
}

interface ReceivedLetter {
  readonly body: string;
  readonly receipt: string;
  /** Unix ms until which nobody else receives it. */
  readonly until: number;
}

const MOST = 10_000;
const SHORT = 16;
const BATCH = 10;
/** In a row, before the sweep takes the queue for empty: a receive may miss what is there. */
const EMPTY_RECEIVES = 2;
const SWEPT_AT_MOST = 2_000;
const HELD_SECONDS = 30;

export function openEventLetters(
  { deployed, clock }: StageContext,
  { journal, table }: { readonly journal: JournalReader; readonly table: OperatorTable },
  onStep: (step: MoveStep) => void = () => undefined,
): EventLetters {
  const queue = sqsQueue(deployed.queues.events);
  const dead = { open: { S: 'dead' } };
  const received = new Map<string, ReceivedLetter>();
  const edits = new Map<string, LetterEdit>();
  /** What was sent again need not wait for a sweep. A receipt that has run out is no failure: a sweep meets the letter. */
  const removeReceived = async ({ key }: EventLetter): Promise<void> => {
    const message = received.get(placeIn(key));
    if (!message || message.until < clock()) return;
    received.delete(placeIn(key));
    await removeLetter(deployed.queues.eventDeadLetters, message.receipt);
    onStep('deleted');
  };
  const pastOf = async (key: ItemKey): Promise<readonly DeadLetterPast[]> => {
    const [item] = await journal.items([key]);
    return pastIn(item);
  };
  const closed = async ({ key, view }: EventLetter, acts: readonly LetterAct[], state: string): Promise<boolean> => {
    const past = [...(await pastOf(key)), ...acts.map((act) => ({ ...act, reason: view.reason }))];
    const set: JournalItem = {
      state: { S: state },
      past: { S: JSON.stringify(past) },
      redrives: { N: String(past.filter(({ what }) => what === 'redriven').length) },
    };
    return (await table.update(key, { set, remove: ['open', 'openAt'], where: dead })) === 'written';
  };
  return {
    async list() {
      return (await journal.open('dead', MOST)).flatMap((item) => letterOf(item) ?? []);
    },

    past: ({ key }) => pastOf(key),

    async whole(letters) {
      const items = await journal.items(letters.map(({ key }) => key));
      const byPlace = new Map(items.map((item) => [keyIn(item).sk, item]));
      const bodies = await journal.bodies(items);
      return letters.map((letter) => ({
        ...letter,
        body: bodies.get(letter.key.sk),
        past: pastIn(byPlace.get(letter.key.sk)),
      }));
    },

    async receive(letters) {
      const wanted = new Set(letters.map(({ key }) => placeIn(key)));
      let empty = 0;
      for (let seen = 0; wanted.size > 0 && empty < EMPTY_RECEIVES && seen < SWEPT_AT_MOST;) {
        const until = clock() + HELD_SECONDS * 1000;
        const messages = await receive(deployed.queues.eventDeadLetters);
        empty = messages.length === 0 ? empty + 1 : 0;
        seen += messages.length;
        for (const { body, receipt } of messages) {
          const key = keyOfBody(body);
          if (key && wanted.delete(placeIn(key))) received.set(placeIn(key), { body, receipt, until });
        }
      }
    },

    async redrive(letter, act) {
      const [item] = await journal.items([letter.key]);
      if (item?.['open']?.S !== 'dead') return false;
      const place = placeIn(letter.key);
      const edit = edits.get(place);
      const body = edit?.body ?? received.get(place)?.body ?? (await journal.bodies([item])).get(letter.key.sk);
      if (body === undefined) return false;
      const { groupId, deduplicationId } = letter;
      await inAccount('send to the event queue', () => queue.send([{ body, groupId, deduplicationId }]));
      onStep('sent');
      const edited = edit && { ...act, what: 'edited' as const, by: edit.by, why: edit.why };
      const isMarked = await closed(letter, [...(edited ? [edited] : []), act], 'queued');
      edits.delete(place);
      onStep('marked');
      if (isMarked) await removeReceived(letter);
      return isMarked;
    },

    async edit(letter, edit) {
      const [item] = await journal.items([letter.key]);
      const before = item && (await journal.bodies([item])).get(letter.key.sk);
      if (before === undefined) return 'its message is not kept, or the person was erased';
      const objection = otherEvent(parseEnvelope(before), parseEnvelope(edit.body));
      if (objection === undefined) edits.set(placeIn(letter.key), edit);
      return objection;
    },

    discard: (letter, act) => closed(letter, [act], 'discarded'),

    async noteExport(letters) {
      const exported = { S: new Date(clock()).toISOString() };
      for (const { key } of letters) await table.update(key, { set: { exported }, where: dead });
    },

    async sweep() {
      let removed = 0;
      let empty = 0;
      for (let seen = 0; empty < EMPTY_RECEIVES && seen < SWEPT_AT_MOST;) {
        const messages = await receive(deployed.queues.eventDeadLetters);
        empty = messages.length === 0 ? empty + 1 : 0;
        seen += messages.length;
        for (const { body, receipt } of messages) {
          const key = keyOfBody(body);
          const [item] = key ? await journal.items([key]) : [];
          // What the journal does not know, or still has as dead, is left alone.
          if (!item || item['open']?.S === 'dead') continue;
          await removeLetter(deployed.queues.eventDeadLetters, receipt);
          removed += 1;
          onStep('deleted');
        }
      }
      return removed;
    },
  };
}

async function receive(url: string): Promise<readonly { readonly body: string; readonly receipt: string }[]> {
  const { Messages = [] } = await inAccount('receive dead letters', () =>
    sqsClient().send(
      new ReceiveMessageCommand({ QueueUrl: url, MaxNumberOfMessages: BATCH, VisibilityTimeout: HELD_SECONDS }),
    ),
  );
  return Messages.map(({ Body = '', ReceiptHandle = '' }) => ({ body: Body, receipt: ReceiptHandle }));
}

async function removeLetter(url: string, receipt: string): Promise<void> {
  await inAccount('delete a dead letter', () =>
    sqsClient().send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: receipt })),
  );
}

function placeIn({ pk, sk }: ItemKey): string {
  return `${pk} ${sk}`;
}

/** Where the journal has the event of a message. */
function keyOfBody(body: string): ItemKey | undefined {
  const parsed = parseEnvelope(body);
  if (!parsed.ok) return undefined;
  const { envelope } = parsed;
  return {
    pk: shortDigest(digest('subject', envelope.connection, orderingKey(envelope))),
    sk: eventSortKey(new Date(envelope.receivedtime).toISOString(), digest('event', envelope.source, envelope.id)),
  };
}

function letterOf(item: JournalItem): EventLetter | undefined {
  const { id, source, type, reason, letter, firstDead, redrives, exported, privacy, openAt } = item;
  const key = keyIn(item);
  const sent = sentIn(letter?.S);
  if (!sent) return undefined;
  const cause = {
    queue: 'events' as const,
    reason: reason?.S ?? '',
    ...(source?.S !== undefined && source.S !== '' && { connection: source.S.split('/')[2] ?? '' }),
    ...(type?.S !== undefined && type.S !== '' && { type: type.S }),
    isPrivacyRequest: privacy?.BOOL === true || reasonsForAnOfficer.has(reason?.S ?? ''),
  };
  const view: DeadLetterView = {
    id: (key.sk.split('#')[1] ?? '').slice(0, SHORT),
    group: groupOfCause(cause),
    ...cause,
    events: source?.S === undefined || source.S === '' ? [] : [{ source: source.S, id: id?.S ?? '' }],
    firstSeen: new Date(Number(firstDead?.N ?? 0)).toISOString(),
    since: openAt?.S?.split('#')[0] ?? '',
    redrives: Number(redrives?.N ?? 0),
    ...(exported?.S !== undefined && { exportedAt: exported.S }),
  };
  return { view, key, ...sent };
}

function sentIn(text: string | undefined): Pick<EventLetter, 'groupId' | 'deduplicationId'> | undefined {
  if (text === undefined) return undefined;
  const json = JSON.parse(text) as Partial<Pick<EventLetter, 'groupId' | 'deduplicationId'>>;
  const { groupId, deduplicationId } = json;
  if (groupId === undefined || deduplicationId === undefined)
    throw new AccountError('the journal holds a letter of another version');
  return { groupId, deduplicationId };
}

function pastIn(item: JournalItem | undefined): readonly DeadLetterPast[] {
  return JSON.parse(item?.['past']?.S ?? '[]') as DeadLetterPast[];
}
