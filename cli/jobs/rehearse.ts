import { counted } from '../../functions/shared/text/counted.ts';
import { type Language, languageOf } from '../../functions/shared/text/language.ts';
import { labelsIn } from '../language/labels.ts';
import { answered } from '../../operations/chinese/answers.ts';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import * as z from 'zod/mini';
import {
  eventDifferences,
  type EventDifference,
  type CustomerDifference,
  type RehearsedEvent,
} from '../../local/rehearse/difference.ts';
import { eventsOf, rehearseEvents, rehearseJob, type ShadowState } from '../../local/rehearse/shadow.ts';
import type { Envelope } from '../../functions/shared/envelope/envelope.ts';
import type { JobRequest } from '../../operations/jobs.ts';
import { loadConfig } from '../../operations/load-config.ts';
import { isObjection } from '../../operations/objection.ts';
import { type AskerOptions, askedBy } from '../asked-by.ts';
import { CommandError } from '../command-error.ts';
import { type Desk, findDesk } from '../desk.ts';
import { exitCodes } from '../exit-codes.ts';
import { pairLines, tableLines } from '../table.ts';
import type { Terminal } from '../terminal.ts';
import { readTime } from '../time-option.ts';
import type { OperatorOptions } from '../why.ts';
import { planLines } from './lines.ts';

export interface ShadowOptions extends OperatorOptions {
  readonly config?: string;
  readonly secrets: string;
}

const SHOWN = 30;
const snapshot = z.object({ folder: z.string() });

/** Carries a replay or backfill out on a copy of the state, and shows what would become of the customers. @throws CommandError */
export async function rehearse(
  { stdout, env }: Terminal,
  desk: Desk,
  request: JobRequest,
  { json, config: file, secrets }: ShadowOptions,
): Promise<number> {
  const config = await loadConfig(file ?? 'guiyi.config.ts');
  if (config.cdp.baseUrl !== 'sandbox') {
    throw new CommandError(
      {
        en: 'the CDP of this configuration is a tenant, of which there is no copy; npx guiyi rehearse compares configurations on an empty sandbox',
        zh: '这份配置的 CDP 是租户，没有副本可用；npx guiyi rehearse 在空沙箱上比较两份配置',
      },
      exitCodes.configuration,
    );
  }
  const rehearsal = await onCopy(desk, (data) => rehearseJob({ config, data, secrets }, request));
  if (isObjection(rehearsal)) throw new CommandError(answered(rehearsal.error));
  const { job, changes, events } = rehearsal;
  if (json) {
    stdout.write(
      `${JSON.stringify({ plan: job.plan, changes, outcomes: job.outcomes, withheld: withheldIn(events) })}\n`,
    );
    return exitCodes.done;
  }
  const language = languageOf(env);
  const words = WORDS[language];
  const label = labelsIn(language);
  const of = (what: CustomerDifference['what']) => changes.filter((change) => change.what === what).length;
  const lines = [
    ...(job.plan ? planLines(job, job.plan, language) : []),
    '',
    words.onCopy,
    ...pairLines([
      [label('made'), words.customers(of('made'))],
      [label('joined'), words.joined(of('joined'))],
      [label('changed'), words.customers(of('changed'))],
      ...withheldIn(events).map(({ name, count }) => [label('withheld'), `${count} ${name}`] as const),
      ...job.outcomes.map(
        ({ state, reason, count }) => [state, `${count}${reason === undefined ? '' : ` ${reason}`}`] as const,
      ),
    ]),
    ...differenceLines(
      (['what', 'customer', 'before', 'after'] as const).map(label),
      changes.map(({ what, customer, before, after }) => [what, customer, before || '-', after || '-']),
      words,
    ),
  ];
  stdout.write(`${lines.join('\n')}\n`);
  return exitCodes.done;
}

export interface RehearseOptions extends OperatorOptions, AskerOptions {
  /** The new one. */
  readonly config: string;
  /** The present one. */
  readonly present?: string;
  readonly secrets: string;
  readonly since?: string;
}

/** What the events of the record make of an empty sandbox, by the present configuration and by another. @throws CommandError */
export async function rehearseConfig({ stdout, env }: Terminal, options: RehearseOptions): Promise<number> {
  const { json, secrets, since, stack } = options;
  const next = await loadConfig(options.config);
  const from = since === undefined ? undefined : readTime('since', since, Date.now());
  const compare = async (data: string, present: ShadowState['config'], envelopes: readonly Envelope[]) => {
    const run = (name: string, config: ShadowState['config']) => {
      const empty = join(data, name);
      mkdirSync(empty, { mode: 0o700 });
      return rehearseEvents({ config, data: empty, secrets }, envelopes);
    };
    return [await run('present', present), await run('next', next)] as const;
  };
  let runs: readonly [Run, Run];
  if (stack === undefined) {
    const present = await loadConfig(options.present ?? 'guiyi.config.ts');
    const desk = await findDesk(options);
    runs = await onCopy(desk, async (data) =>
      compare(data, present, await eventsOf({ config: present, data, secrets }, from)),
    );
  } else {
    const { eventsOfStage } = await import('../stage/stage-rehearsal.ts');
    const { present, envelopes } = await eventsOfStage({ ...options, stack }, askedBy(options), from);
    runs = await inEmptyFolder((data) => compare(data, present, envelopes));
  }
  const [before, after] = runs;
  const differences = eventDifferences(before.events, after.events);
  if (json) {
    const told = ({ customers, events }: typeof before) => ({
      customers,
      outcomes: outcomesIn(events),
      withheld: withheldIn(events),
    });
    stdout.write(
      `${JSON.stringify({ events: before.events.length, present: told(before), next: told(after), differences })}\n`,
    );
    return exitCodes.done;
  }
  stdout.write(`${configLines(before, after, differences, languageOf(env)).join('\n')}\n`);
  return exitCodes.done;
}

type Run = Awaited<ReturnType<typeof rehearseEvents>>;

function configLines(
  before: Run,
  after: Run,
  differences: readonly EventDifference[],
  language: Language,
): readonly string[] {
  const words = WORDS[language];
  const label = labelsIn(language);
  const names = (of: (events: readonly RehearsedEvent[]) => readonly Counted[]) =>
    [...new Set([...of(before.events), ...of(after.events)].map(({ name }) => name))].toSorted();
  const countOf = (counts: readonly Counted[], name: string) =>
    String(counts.find((one) => one.name === name)?.count ?? 0);
  const rows = [
    [words.events, String(before.events.length), String(after.events.length)],
    [words.allCustomers, String(before.customers), String(after.customers)],
    ...names(outcomesIn).map((name) => [
      name,
      countOf(outcomesIn(before.events), name),
      countOf(outcomesIn(after.events), name),
    ]),
    ...names(withheldIn).map((name) => [
      `${label('withheld')} ${name}`,
      countOf(withheldIn(before.events), name),
      countOf(withheldIn(after.events), name),
    ]),
  ];
  return [
    ...tableLines(['', label('present'), label('next')], rows),
    ...differenceLines(
      (['event', 'type', 'present', 'next'] as const).map(label),
      differences.map(({ event, type, before: one, after: two }) => [event, type, one, two]),
      words,
    ),
  ];
}

interface Counted {
  readonly name: string;
  readonly count: number;
}

function countsOf(names: readonly string[]): readonly Counted[] {
  return [...Map.groupBy(names, (name) => name)].map(([name, all]) => ({ name, count: all.length }));
}
const outcomesIn = (events: readonly RehearsedEvent[]) => countsOf(events.map(({ outcome }) => outcome));
const withheldIn = (events: readonly RehearsedEvent[]) => countsOf(events.flatMap(({ withheld }) => withheld));

const WORDS = {
  en: {
    onCopy: 'on a copy of the state, of which nothing stays:',
    customers: (count: number) => counted(count, 'customer'),
    joined: (count: number) =>
      `${counted(count, 'customer')} became part of another, or ${count === 1 ? 'is' : 'are'} gone`,
    events: 'events',
    allCustomers: 'customers',
    none: 'no differences',
    more: (count: number) => `… and ${count} more: --json has all`,
  },
  zh: {
    onCopy: '在状态的副本上执行，什么都不保留：',
    customers: (count: number) => `${count} 个客户`,
    joined: (count: number) => `${count} 个客户并入了别的客户，或已不在`,
    events: '事件',
    allCustomers: '客户',
    none: '没有差别',
    more: (count: number) => `… 还有 ${count} 项：--json 列出全部`,
  },
} as const satisfies Record<Language, object>;

function differenceLines(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  words: (typeof WORDS)[Language],
): readonly string[] {
  if (rows.length === 0) return ['', words.none];
  const more = rows.length > SHOWN ? [words.more(rows.length - SHOWN)] : [];
  return ['', ...tableLines(head, rows.slice(0, SHOWN)), ...more];
}

/** For what is in clear: nobody else reads it, and it is gone afterwards. */
async function inEmptyFolder<T>(work: (data: string) => Promise<T>): Promise<T> {
  const data = mkdtempSync(join(tmpdir(), 'guiyi-rehearsal-'));
  try {
    return await work(data);
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
}

/** The copy is removed, whatever happens. */
async function onCopy<T>(desk: Desk, work: (data: string) => Promise<T>): Promise<T> {
  const { folder } = snapshot.parse(await desk.ask('/api/snapshots', {}));
  const data = resolve(folder);
  try {
    return await work(data);
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
}
