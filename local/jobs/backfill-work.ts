import { closeSync, existsSync, mkdirSync, openSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { GuiyiConfig } from '../../functions/shared/config/define-config.ts';
import { toMessages } from '../../functions/shared/envelope/codec.ts';
import type { Envelope } from '../../functions/shared/envelope/envelope.ts';
import { kinds } from '../../functions/shared/identity/kinds.ts';
import type { Archive } from '../../functions/shared/ports/ports.ts';
import { identifiers } from '../../functions/shared/sources/generated/identifiers.ts';
import { receivers } from '../../functions/shared/sources/generated/receivers.ts';
import { openIdentifiers } from '../../functions/shared/sources/open-identifiers.ts';
import { type BackfillTarget, openConverter } from '../../operations/backfill/converter.ts';
import type { BadRow, Converted, FileRow } from '../../operations/backfill/row.ts';
import type { BackfillRequest } from '../../operations/jobs.ts';
import type { Objection } from '../../operations/objection.ts';
import type { StoredJob } from '../store/jobs.ts';
import { batchSize, type JobBatch, type JobWork, NamedCounts, turn } from './job-work.ts';
import { csvColumnsOf, digestOf, FileError, readRows, type RowFile } from './read-rows.ts';

interface BackfillPorts {
  readonly config: GuiyiConfig;
  readonly archive: Archive;
  /** Where the rows of a job stand that are no events. */
  readonly badRowsFile: (job: string) => string;
}

const PAGE = 250;
/** In every export, of everybody but the customer. */
const USUAL: ReadonlySet<string> = new Set(['receiver', 'staff', 'shop']);

/** A file read row by row, as the events that its platform would have sent. */
export function backfillWork({ config, archive, badRowsFile }: BackfillPorts): JobWork<BackfillRequest> {
  const identify = openIdentifiers(config, identifiers);

  const convertFor = ({ request, created }: StoredJob & { readonly request: BackfillRequest }) => {
    const target = backfillTarget(config, request);
    if ('problem' in target) throw new FileError(target.error);
    const settings = { asOf: request.asOf, offset: request.offset, now: created };
    const convert = openConverter(target, settings);
    return (row: FileRow): Row => judged(convert(row), identify);
  };

  const lookAtAll = async (job: StoredJob & { readonly request: BackfillRequest }, bad: BadRows) => {
    const { request } = job;
    const file = fileOf(request);
    const convert = convertFor(job);
    const counts = { total: 0, events: 0, parts: 0 };
    const [leftOut, types, identities] = [new NamedCounts(), new NamedCounts(), new NamedCounts()];
    let [from, to]: (string | undefined)[] = [];
    let digest = '';
    for await (const row of readRows(file, (sha256) => (digest = sha256))) {
      counts.total += 1;
      if (counts.total % PAGE === 0) await turn();
      const one = convert(row);
      for (const wrong of one.wrong) bad.write(row.line, wrong, one.outcome);
      if (one.outcome === 'part') counts.parts += 1;
      if (one.outcome === 'bad') leftOut.add(one.wrong[0]?.reason ?? '');
      if (one.outcome !== 'event') continue;
      counts.events += 1;
      const { type, time } = one.envelope;
      types.add(type);
      for (const name of one.identities) identities.add(name);
      if (from === undefined || Date.parse(time) < Date.parse(from)) from = time;
      if (to === undefined || Date.parse(time) > Date.parse(to)) to = time;
    }
    const lists = { leftOut: leftOut.list(), types: types.list(), identities: identities.list() };
    const times = { ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
    const unreadColumns = [...unreadIn(request, (await csvColumnsOf(file)) ?? [], kindsOf(config))];
    return { plan: { ...counts, ...lists, ...times, unreadColumns }, digest };
  };

  return {
    async plan(job) {
      const bad = openBadRows(badRowsFile(job.id));
      try {
        const looked = await lookAtAll(job, bad);
        bad.end();
        return looked;
      } catch (error) {
        bad.drop();
        throw error;
      }
    },

    async objection(job, isOtherFile) {
      const target = backfillTarget(config, job.request);
      if ('problem' in target) {
        const isMissing = target.problem === 'not-found' && !existsSync(job.request.file);
        return isMissing ? { ...target, error: `${target.error}: say with --file where it is now` } : target;
      }
      if (!isOtherFile || (await digestOf(fileOf(job.request))) === job.digest) return undefined;
      const error = `${job.request.file} is not the file that was planned: bring that one, or make a new plan`;
      return { problem: 'conflict', error };
    },

    async *batches(job): AsyncGenerator<JobBatch> {
      const convert = convertFor(job);
      const size = batchSize(job);
      let position = 0;
      let ready: Extract<Converted, { outcome: 'event' }>[] = [];
      const batch = async (): Promise<JobBatch> => {
        const taken = ready;
        ready = [];
        return { messages: await toMessages(taken, archive), envelopes: envelopesOf(taken), position };
      };
      if ((await digestOf(fileOf(job.request))) !== job.digest) {
        throw new FileError('the file has changed since it was planned: make a new plan');
      }
      for await (const row of readRows(fileOf(job.request))) {
        position += 1;
        const one = convert(row);
        if (position % PAGE === 0) await turn();
        // What a former run has dealt with is read again, for an order may go on behind it.
        if (position <= job.position) continue;
        if (one.outcome === 'event') ready.push(one);
        if (ready.length >= size) yield await batch();
      }
      yield await batch();
    },
  };
}

function envelopesOf(all: readonly { readonly envelope: Envelope }[]): readonly Envelope[] {
  return all.map(({ envelope }) => envelope);
}

type Row =
  | (Extract<Converted, { outcome: 'event' }> & Judged)
  | ({ readonly outcome: 'part' | 'bad'; readonly wrong: readonly Wrong[] } & Partial<Judged>);

interface Judged {
  readonly identities: readonly string[];
  readonly wrong: readonly Wrong[];
}

type Wrong = Omit<BadRow, 'reason'> & { readonly reason: string };

/** What the source makes of the event of a row: who it is about, and what of it is nobody's. */
function judged(converted: Converted, identify: ReturnType<typeof openIdentifiers>): Row {
  if (converted.outcome === 'part') return { outcome: 'part', wrong: [] };
  if (converted.outcome === 'bad') return { outcome: 'bad', wrong: [converted] };
  const identified = identify(converted.envelope);
  if (identified?.outcome !== 'changes') {
    const { reason = 'not-of-this-format', detail = 'no source reads it', discarded = [] } = identified ?? {};
    return { outcome: 'bad', wrong: [{ reason, column: '', masked: '', detail }, ...discarded.map(wrongValue)] };
  }
  const upserts = identified.changes.flatMap((change) => (change.kind === 'upsert' ? [change] : []));
  const discarded = upserts.flatMap((change) => change.discarded ?? []).filter(({ reason }) => !USUAL.has(reason));
  return {
    ...converted,
    identities: upserts.flatMap(({ identities }) =>
      identities.map(({ kind, evidence }) => `${kind} ${evidence.grade}`),
    ),
    wrong: discarded.map(wrongValue),
  };
}

function wrongValue({
  field,
  reason,
  masked,
  hint = '',
}: {
  field: string;
  reason: string;
  masked: string;
  hint?: string;
}) {
  return { reason, column: field, masked, detail: hint };
}

/** For which connection a file is. */
export function backfillTarget(
  config: GuiyiConfig,
  { as, connection, file }: Pick<BackfillRequest, 'as' | 'connection' | 'file'>,
): BackfillTarget | Objection {
  const all = Object.entries(config.connections).filter(([, { source }]) => source === as);
  const [name, configured] = all.find(([one]) => one === connection) ?? all[0] ?? [];
  const names = all.map(([one]) => one).join(', ');
  if (name === undefined || configured === undefined) {
    return { problem: 'conflict', error: `no connection of the configuration has the source ${as}` };
  }
  if (connection !== undefined && connection !== name) {
    return { problem: 'not-found', error: `no connection of ${as} is called ${JSON.stringify(connection)}: ${names}` };
  }
  if (connection === undefined && all.length > 1) {
    return { problem: 'invalid', error: `whose file is it? Say connection, one of ${names}` };
  }
  try {
    if (!statSync(file).isFile()) return { problem: 'invalid', error: `${file} is no file` };
  } catch {
    return { problem: 'not-found', error: `${file} is not there, or cannot be read` };
  }
  const receiver = receivers[configured.source]?.configure(configured.options);
  if (!receiver?.ok) return { problem: 'conflict', error: `the options of ${name} are not what ${as} needs` };
  const options: Readonly<Record<string, unknown>> = { ...(configured.options as object) };
  const shop = [options['shop'], options['site']].find((one) => typeof one === 'string');
  return { format: as, connection: name, receiver: receiver.value, shop, kinds: kindsOf(config) };
}

function kindsOf({ cdp }: GuiyiConfig): ReadonlySet<string> {
  return new Set([...Object.keys(kinds), ...Object.keys(cdp.identityKinds ?? {})]);
}

/** Of the brand's own columns: what names neither an identity nor a field, a typing error for instance. */
function unreadIn({ as }: BackfillRequest, columns: readonly string[], known: ReadonlySet<string>): readonly string[] {
  if (as !== 'brand-events') return [];
  const read = new Set([
    'type',
    'time',
    'id',
    'grade',
    'country_code',
    'name',
    'gender',
    'birthday',
    'province',
    'city',
  ]);
  return columns.filter((column) => {
    const name = column.trim().toLowerCase();
    return !read.has(name) && name !== 'district' && !known.has(name.split(':')[0] ?? '');
  });
}

function fileOf({ file: path, encoding = 'utf-8' }: BackfillRequest): RowFile {
  return { path, encoding };
}

interface BadRows {
  write(line: number, wrong: Wrong, outcome: string): void;
  end(): void;
  /** Nothing of it stays: the file could not be looked at to its end. */
  drop(): void;
}

const BUFFERED = 65_536;

/** For nobody else: masked values can be guessed where little is masked. */
function openBadRows(path: string): BadRows {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const file = openSync(path, 'w', 0o600);
  let waiting = 'line,column,reason,value,detail,row\n';
  let rows = 0;
  const write = () => {
    writeFileSync(file, waiting);
    waiting = '';
  };
  return {
    write(line, { column, reason, masked, detail }, outcome) {
      rows += 1;
      const row = outcome === 'event' ? 'sent without it' : 'left out';
      waiting += `${[String(line), column, reason, masked, detail, row].map(csvCell).join(',')}\n`;
      if (waiting.length > BUFFERED) write();
    },
    end() {
      // Of a file that is as it should be nothing is to be read.
      if (rows > 0) write();
      closeSync(file);
      if (rows === 0) rmSync(path);
    },
    drop() {
      closeSync(file);
      rmSync(path, { force: true });
    },
  };
}

function csvCell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
