import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import { digest } from '../../functions/shared/envelope/digest.ts';
import { sqsClient } from '../../functions/shared/ports/aws/sqs-client.ts';
import type { DeadLetterPast, DeadLetterView, LetterEdit } from '../dead-letters.ts';
import { groupOfCause } from '../dead-letter-group.ts';
import { inAccount } from './account-error.ts';
import type { LetterAct, MoveStep } from './event-letters.ts';
import type { OperatorTable } from './operator-table.ts';
import type { StageContext } from './stage-context.ts';

/** Dead letters of the inlet: a standard queue, whose messages are received to be seen, and given back at once. */
export interface InletLetters {
  list(): Promise<readonly InletLetter[]>;
  /** Sends a letter to the inlet again, then removes it; false where it is there no more. @throws AccountError */
  redrive(id: string, act: LetterAct): Promise<boolean>;
  discard(id: string, act: LetterAct): Promise<boolean>;
  /** Sends this body in its place, if this process redrives it; the edit is written down with the redrive. */
  edit(id: string, edit: LetterEdit): void;
  noteExport(letters: readonly InletLetter[]): Promise<void>;
}

export interface InletLetter {
  readonly view: DeadLetterView;
  readonly body: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly past: readonly DeadLetterPast[];
}

interface Received extends InletLetter {
  readonly receipt: string;
  readonly partition: string;
}

const MOST = 1_000;
const BATCH = 10;
const EMPTY_RECEIVES = 2;
const HELD_SECONDS = 60;
const KEPT_DAYS = 400;

export function openInletLetters(
  { deployed, clock }: StageContext,
  table: OperatorTable,
  onStep: (step: MoveStep) => void = () => undefined,
): InletLetters {
  const url = deployed.queues.inletDeadLetters;
  const edits = new Map<string, LetterEdit>();
  const expires = () => ({ N: String(Math.ceil(clock() / 1000) + KEPT_DAYS * 24 * 3600) });

  let before: Promise<unknown> = Promise.resolve();
  /** One look at a time: what another look of this process holds would seem to be gone. */
  const withLetters = <T>(work: (letters: readonly Received[]) => Promise<T>, kept?: Set<string>): Promise<T> => {
    const looked = before.then(() => look(work, kept));
    before = looked.catch(() => undefined);
    return looked;
  };

  /** Everything that can be seen now; what is not kept is given back. */
  const look = async <T>(work: (letters: readonly Received[]) => Promise<T>, kept = new Set<string>()): Promise<T> => {
    const letters = new Map<string, Received>();
    for (let empty = 0; empty < EMPTY_RECEIVES && letters.size < MOST;) {
      const messages = await receive(url);
      empty = messages.length === 0 ? empty + 1 : 0;
      for (const message of messages) {
        const letter = await opened(message, table);
        letters.set(letter.view.id, letter);
      }
    }
    try {
      return await work([...letters.values()].toSorted((one, other) => (one.view.since < other.view.since ? -1 : 1)));
    } finally {
      for (const { view, receipt } of letters.values()) if (!kept.has(view.id)) await giveBack(url, receipt);
    }
  };

  /** Its history stands with its body: an edited letter that comes back brings all of it. */
  const note = async ({ view, partition, past }: Received, act: LetterAct, edit: LetterEdit | undefined) => {
    const { reason, firstSeen } = view;
    const edited = edit && { ...act, what: 'edited' as const, by: edit.by, why: edit.why, reason };
    const acts = [...(edit ? past : []), ...(edited ? [edited] : []), { ...act, reason }];
    const pk = edit ? partitionOf(edit.body) : partition;
    for (const [index, one] of acts.entries()) {
      const key = { pk, sk: `past#${one.at}#${index}` };
      await table.put(key, { past: { S: JSON.stringify({ ...one, firstSeen }) }, expires: expires() });
    }
  };

  const settle = async (id: string, act: LetterAct, send: boolean): Promise<boolean> => {
    const gone = new Set<string>();
    return withLetters(async (letters) => {
      const letter = letters.find(({ view }) => view.id === id);
      if (!letter) return false;
      const edit = send ? edits.get(id) : undefined;
      if (send) {
        const attributes = Object.entries(letter.attributes).filter(([name]) => name !== 'reason' && name !== 'detail');
        await inAccount('send to the inlet', () =>
          sqsClient().send(
            new SendMessageCommand({
              QueueUrl: deployed.queues.inlet,
              MessageBody: edit?.body ?? letter.body,
              MessageAttributes: Object.fromEntries(
                attributes.map(([name, text]) => [name, { DataType: 'String', StringValue: text }]),
              ),
            }),
          ),
        );
        onStep('sent');
      }
      await note(letter, act, edit);
      edits.delete(id);
      onStep('marked');
      await inAccount('delete a dead letter', () =>
        sqsClient().send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: letter.receipt })),
      );
      gone.add(id);
      onStep('deleted');
      return true;
    }, gone);
  };

  return {
    list: () => withLetters(async (letters) => letters),
    redrive: (id, act) => settle(id, act, true),
    discard: (id, act) => settle(id, act, false),
    edit: (id, edit) => void edits.set(id, edit),
    async noteExport(letters) {
      for (const { body } of letters) {
        const key = { pk: partitionOf(body), sk: 'exported' };
        await table.put(key, { at: { S: new Date(clock()).toISOString() }, expires: expires() });
      }
    },
  };
}

function partitionOf(body: string): string {
  return `inlet-letter#${digest('letter', 'inlet', body)}`;
}

async function receive(url: string): Promise<readonly Message[]> {
  const { Messages = [] } = await inAccount('receive dead letters of the inlet', () =>
    sqsClient().send(
      new ReceiveMessageCommand({
        QueueUrl: url,
        MaxNumberOfMessages: BATCH,
        VisibilityTimeout: HELD_SECONDS,
        MessageAttributeNames: ['All'],
        MessageSystemAttributeNames: ['SentTimestamp'],
      }),
    ),
  );
  return Messages;
}

async function giveBack(url: string, receipt: string): Promise<void> {
  await inAccount('give a dead letter back', () =>
    sqsClient().send(
      new ChangeMessageVisibilityCommand({ QueueUrl: url, ReceiptHandle: receipt, VisibilityTimeout: 0 }),
    ),
  );
}

async function opened(message: Message, table: OperatorTable): Promise<Received> {
  const {
    MessageId = '',
    Body: body = '',
    ReceiptHandle: receipt = '',
    Attributes = {},
    MessageAttributes = {},
  } = message;
  const attributes = Object.fromEntries(
    Object.entries(MessageAttributes).map(([name, { StringValue = '' }]) => [name, StringValue]),
  );
  const partition = partitionOf(body);
  const rows = await table.partition(partition);
  const past = rows.flatMap((row) =>
    row['past']?.S === undefined ? [] : [JSON.parse(row['past'].S) as DeadLetterPast & { readonly firstSeen: string }],
  );
  const exported = rows.find(({ sk }) => sk?.S === 'exported')?.['at']?.S;
  const since = new Date(Number(Attributes['SentTimestamp'] ?? 0)).toISOString();
  const connection = attributes['connection'];
  const cause = {
    queue: 'inlet' as const,
    reason: attributes['reason'] ?? 'received-too-often',
    ...(connection !== undefined && { connection }),
    isPrivacyRequest: false,
  };
  return {
    view: {
      id: MessageId,
      group: groupOfCause(cause),
      ...cause,
      events: [],
      firstSeen: past[0]?.firstSeen ?? since,
      since,
      redrives: past.filter(({ what }) => what === 'redriven').length,
      ...(exported !== undefined && { exportedAt: exported }),
    },
    body,
    attributes,
    past: past.map(({ firstSeen: _firstSeen, ...act }) => act),
    receipt,
    partition,
  };
}
