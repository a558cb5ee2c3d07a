import type { CustomerInfo } from '../../functions/shared/cdp/delivery-client.ts';
import { customerId } from '../../functions/shared/cdp/ids.ts';
import type { GuiyiConfig } from '../../functions/shared/config/define-config.ts';
import { parseEnvelope, toMessages } from '../../functions/shared/envelope/codec.ts';
import type { Envelope } from '../../functions/shared/envelope/envelope.ts';
import { toPair } from '../../functions/shared/identity/to-pair.ts';
import type { Archive } from '../../functions/shared/ports/ports.ts';
import type { Cdp } from '../../functions/compose.ts';
import { reasonsForAnOfficer } from '../../operations/dead-letters.ts';
import { journalState } from '../../operations/events.ts';
import type { ReplayRequest, ReplaySelection } from '../../operations/jobs.ts';
import { deadLetterReader } from '../operations/read-dead-letter.ts';
import type { DeliveryReport } from '../host/report.ts';
import type { JournalRow, LocalJournal } from '../store/journal.ts';
import type { JobStore } from '../store/jobs.ts';
import { batchSize, type JobBatch, type JobWork, NamedCounts, turn } from './job-work.ts';

/** An event that is kept; `report` with identities in clear. */
export type ReplayEvent = Pick<
  JournalRow,
  'connection' | 'type' | 'receivedTime' | 'state' | 'reason' | 'forgotten' | 'envelope' | 'report'
> & {
  /** By which the record finds it again. */
  readonly item: string;
};

/** The events of one machine, or of a stage. */
export interface ReplayRecord {
  /** Those that are chosen, the oldest first. */
  chosen(select: ReplaySelection): AsyncIterable<ReplayEvent>;
  /** In this order, without those that are gone. */
  at(items: readonly string[]): Promise<readonly ReplayEvent[]>;
}

interface ReplayPorts {
  readonly config: GuiyiConfig;
  readonly record: ReplayRecord;
  readonly archive: Archive;
  readonly cdp: { readonly client: Pick<Cdp['client'], 'customerInfo'> };
  readonly jobs: Pick<JobStore, 'items'>;
}

const PAGE = 250;
/** As many customers are remembered as looked up. */
const REMEMBERED = 10_000;
/** Redrives count from 1; a replay has a number of its own, so that no queue takes it for one that it has seen. */
const FIRST_REPLAY = 100_000;
const REPLAYS = 800_000;

/** Why an event of the choice is not sent again. */
type LeftOut =
  | 'in-the-queue' // it will be delivered anyway
  | 'a-dead-letter' // `guiyi dead redrive` is for those
  | 'a-privacy-request' // to forget somebody twice would forget who has come back
  | 'forgotten' // the person was erased, and nothing is kept
  | 'archived-away' // its data stood in the archive, and is gone
  | 'the-cdp-has-it'; // mode `missing`

/** Events of the record, sent again. */
export function replayWork({ config, record, archive, cdp, jobs }: ReplayPorts): JobWork<ReplayRequest> {
  const read = deadLetterReader(config);

  const leftOutBecause = (row: ReplayEvent): LeftOut | undefined => {
    if (row.state === 'queued' || row.state === 'later') return 'in-the-queue';
    if (row.state === 'refused') return 'a-dead-letter';
    // Of some of them no message is kept.
    if (!row.forgotten && reasonsForAnOfficer.has(row.reason ?? '')) return 'a-privacy-request';
    if (row.forgotten || row.envelope === undefined) return 'forgotten';
    const { isPrivacyRequest } = read({ body: row.envelope, attributes: {}, reason: row.reason ?? '' });
    return isPrivacyRequest ? 'a-privacy-request' : undefined;
  };

  return {
    async plan({ request }) {
      const lacks = lookingUp(config, cdp);
      const [leftOut, types, identities] = [new NamedCounts(), new NamedCounts(), new NamedCounts()];
      const items: string[] = [];
      let total = 0;
      let [from, to]: (string | undefined)[] = [];
      for await (const row of record.chosen(request.select)) {
        total += 1;
        const because =
          leftOutBecause(row) ?? (request.mode === 'missing' && !(await lacks(row)) ? 'the-cdp-has-it' : undefined);
        if (because !== undefined) {
          leftOut.add(because);
          continue;
        }
        items.push(row.item);
        types.add(`${row.connection} ${row.type}`);
        for (const { kind, evidence } of reportOf(row)?.identities ?? []) identities.add(`${kind} ${evidence.grade}`);
        from ??= row.receivedTime;
        to = row.receivedTime;
      }
      const lists = { leftOut: leftOut.list(), types: types.list(), identities: identities.list() };
      const times = { ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
      return { plan: { total, events: items.length, parts: 0, ...lists, ...times, unreadColumns: [] }, items };
    },

    async *batches(job): AsyncGenerator<JobBatch> {
      const suffix = job.request.mode === 'redeliver' ? '' : `-r${FIRST_REPLAY + (job.number % REPLAYS)}`;
      for (let { position } = job; ;) {
        const places = await jobs.items(job.id, position, batchSize(job));
        if (places.length === 0) return;
        position += places.length;
        // An erase, or the end of the record, may have taken some since the plan.
        const rows = (await record.at(places)).filter((row) => leftOutBecause(row) === undefined);
        const sendables = rows.flatMap((row) => (row.envelope === undefined ? [] : [sendable(row.envelope)]));
        const messages = await toMessages(sendables, archive);
        yield {
          messages: messages.map((message) => ({ ...message, deduplicationId: message.deduplicationId + suffix })),
          envelopes: [],
          again: rows.map((row) => row.item),
          position,
        };
        await turn();
      }
    },
  };
}

function sendable(text: string): { readonly envelope: Envelope } {
  const parsed = parseEnvelope(text);
  if (!parsed.ok) throw new Error(`the journal holds no envelope: ${parsed.detail}`);
  return { envelope: parsed.envelope };
}

/** What `npm start` has kept. */
export function localRecord(journal: LocalJournal): ReplayRecord {
  return {
    async *chosen({ state, ...others }) {
      const filter = { ...others, ...(state !== undefined && { state: journalState(state) }) };
      for (let before = 0; ;) {
        const rows = journal.select({ ...filter, before }, PAGE).toReversed();
        yield* rows.map(withItem);
        before = rows.at(-1)?.position ?? before;
        if (rows.length < PAGE) return;
        await turn();
      }
    },
    at: async (items) => journal.at(items.map(Number)).map(withItem),
  };
}

function withItem(row: JournalRow): ReplayEvent {
  return { ...row, item: String(row.position) };
}

type Reported = Pick<DeliveryReport, 'identities' | 'withheld' | 'customers'>;

function reportOf({ report }: ReplayEvent): Reported | undefined {
  return report === undefined ? undefined : (JSON.parse(report) as Reported);
}

/** Whether the CDP lacks the customer of an event, or an identity of theirs that the event has sent. */
function lookingUp({ cdp: { identityTypes, foreignMobile } }: GuiyiConfig, { client }: ReplayPorts['cdp']) {
  const looked = new Map<string, CustomerInfo | undefined>();
  const find = async (id: string): Promise<CustomerInfo | undefined> => {
    if (!looked.has(id)) {
      const known = customerId(id);
      looked.set(id, known && (await client.customerInfo(known)));
      const [oldest] = looked.keys();
      if (looked.size > REMEMBERED && oldest !== undefined) looked.delete(oldest);
    }
    return looked.get(id);
  };
  return async (row: ReplayEvent): Promise<boolean> => {
    const report = reportOf(row);
    // What was ignored has sent nothing, and would send nothing.
    if (!report || row.state === 'ignored') return false;
    const withheld = new Set(report.withheld.map(({ kind, scope, value }) => `${kind} ${scope} ${value}`));
    const sent = report.identities.filter(({ kind, scope, value }) => !withheld.has(`${kind} ${scope} ${value}`));
    const pairs = sent.flatMap((identity) => toPair(identity, identityTypes, foreignMobile) ?? []);
    const held: CustomerInfo['identityList'][number][] = [];
    for (const id of report.customers) {
      const customer = await find(id);
      if (customer) held.push(...customer.identityList);
    }
    return pairs.some(
      (pair) => !held.some((one) => one.identityType === pair.identityType && one.identityValue === pair.identityValue),
    );
  };
}
