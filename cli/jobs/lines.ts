import { counted } from '../../functions/shared/text/counted.ts';
import type { Language } from '../../functions/shared/text/language.ts';
import { labelsIn } from '../language/labels.ts';
import { answered } from '../../operations/chinese/answers.ts';
import type { JobPlan, JobView } from '../../operations/jobs.ts';
import { pairLines, tableLines } from '../table.ts';

const HEAD = ['job', 'kind', 'state', 'progress', 'accepted', 'created', 'about'] as const;

export function jobLines(jobs: readonly JobView[], language: Language): readonly string[] {
  return tableLines(
    HEAD.map(labelsIn(language)),
    jobs.map((job) => [
      job.job,
      job.kind,
      job.state,
      progressOf(job, language),
      String(job.accepted),
      job.created,
      job.about,
    ]),
  );
}

/** `1200 of 5000 (24 %)` */
export function progressOf({ kind, position, plan }: JobView, language: Language): string {
  if (!plan) return '-';
  const total = kind === 'backfill' ? plan.total : plan.events;
  return total === 0 ? '0' : WORDS[language].progress(position, total, Math.floor((position / total) * 100));
}

/** What a job will do, before it does it. */
export function planLines(job: JobView, plan: JobPlan, language: Language): readonly string[] {
  const words = WORDS[language];
  const label = labelsIn(language);
  const list = (counts: JobPlan['types']) => counts.map(({ name, count }) => words.many(count, name)).join(words.comma);
  return pairLines([
    [label('job'), words.job(job.job, job.kind, job.about)],
    [label('plan'), words.plan(job.kind, plan)],
    ...(plan.types.length === 0 ? [] : [[label('types'), list(plan.types)] as const]),
    ...(plan.identities.length === 0 ? [] : [[label('identities'), list(plan.identities)] as const]),
    ...(plan.from === undefined ? [] : [[label('times'), words.times(plan.from, plan.to ?? plan.from)] as const]),
    ...(plan.leftOut.length === 0 ? [] : [[label('left out'), list(plan.leftOut)] as const]),
    ...(plan.unreadColumns.length === 0
      ? []
      : [[label('not read'), words.columns(plan.unreadColumns.join(', '))] as const]),
    ...(job.badRows === undefined ? [] : [[label('bad rows'), words.badRows(job.badRows)] as const]),
  ]);
}

interface Planned {
  readonly events: number;
  readonly total: number;
  readonly parts: number;
}

const WORDS = {
  en: {
    progress: (position: number, total: number, percent: number) => `${position} of ${total} (${percent} %)`,
    many: (count: number, name: string) => `${count} ${name}`,
    comma: ', ',
    colon: ': ',
    job: (id: string, kind: string, about: string) => `${id}: ${kind}, ${about}`,
    plan: (kind: string, { events, total, parts }: Planned) =>
      `${counted(events, 'event')} of ${kind === 'backfill' ? counted(total, 'row') : `${counted(total, 'event')} of the record`}${parts === 0 ? '' : `, ${counted(parts, 'further line')} of orders`}`,
    times: (from: string, to: string) => `${from} to ${to}`,
    columns: (names: string) => `columns ${names}`,
    badRows: (file: string) => `${file} says line, column, reason of each`,
    accepted: (count: number) => `${counted(count, 'event is', 'events are')} in the queue or delivered`,
    outcome: (count: number, reason?: string) => `${count}${reason === undefined ? '' : ` because ${reason}`}`,
  },
  zh: {
    progress: (position: number, total: number, percent: number) => `${position}/${total}（${percent}%）`,
    many: (count: number, name: string) => `${name} ${count} 个`,
    comma: '，',
    colon: '：',
    job: (id: string, kind: string, about: string) => `${id}：${kind}，${about}`,
    plan: (kind: string, { events, total, parts }: Planned) =>
      `${kind === 'backfill' ? `${total} 行` : `记录中 ${total} 个事件`}，其中 ${events} 个事件将发送${parts === 0 ? '' : `，另有 ${parts} 行是订单的后续行`}`,
    times: (from: string, to: string) => `${from} 至 ${to}`,
    columns: (names: string) => `列 ${names}`,
    badRows: (file: string) => `${file} 写明每一行的行号、列和原因`,
    accepted: (count: number) => `${count} 个事件已在队列中或已投递`,
    outcome: (count: number, reason?: string) => `${count} 个${reason === undefined ? '' : `，原因 ${reason}`}`,
  },
} as const satisfies Record<Language, object>;

/** How far a job is, and what became of its events. */
export function jobReportLines(job: JobView, language: Language): readonly string[] {
  const words = WORDS[language];
  const label = labelsIn(language);
  const problem = job.problem === undefined ? '' : `${words.colon}${answered(job.problem)[language]}`;
  return pairLines([
    [label('state'), `${job.state}${problem}`],
    [label('by'), `${job.by}${job.why === undefined ? '' : `${words.comma}${job.why}`}`],
    [label('created'), job.created],
    ...(job.started === undefined ? [] : [[label('started'), job.started] as const]),
    ...(job.ended === undefined ? [] : [[label('ended'), job.ended] as const]),
    [label('progress'), progressOf(job, language)],
    [label('accepted'), words.accepted(job.accepted)],
    ...job.outcomes.map(({ state, reason, count }) => [state, words.outcome(count, reason)] as const),
  ]);
}
