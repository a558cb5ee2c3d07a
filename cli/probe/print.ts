import { counted } from '../../functions/shared/text/counted.ts';
import type { Language } from '../../functions/shared/text/language.ts';
import { inspect } from 'node:util';
import { tableLines } from '../table.ts';
import type { ProbeFinding } from './interview.ts';
import type { ProbeReport } from './report.ts';

/** What is said while the probe goes on. */
export function findingLine({ topic, value }: ProbeFinding): string {
  return `${topic}: ${String(value)}`;
}

/** The report for a person: what was decided, what follows, what is left. @param out where it was written as a file */
export function reportLines(report: ProbeReport, out: string | undefined, language: Language): readonly string[] {
  const words = WORDS[language];
  const { findings, cdp, switches, left, end, run, wrote } = report;
  const decided = findings.filter(({ value }) => value !== 'undecided');
  const open = findings.filter(({ value }) => value === 'undecided');
  return [
    ...(end.kind === 'stopped' ? [words.stopped, ''] : []),
    ...(end.kind === 'ended' ? [words.ended(end.why[language]), ''] : []),
    ...tableLines(
      words.head,
      decided.map(({ topic, value, evidence }) => [topic, String(value), evidence[language]]),
    ),
    '',
    words.undecided(open.length),
    ...openLines(open, language),
    '',
    words.config,
    ...inspect(cdp, { depth: null, breakLength: 100 })
      .split('\n')
      .map((line) => `  ${line}`),
    '',
    out === undefined ? words.switches(Object.keys(switches).length) : words.written(out),
    ...(wrote && left.length === 0 ? [words.removed(run)] : []),
    ...(left.length > 0 ? [words.left(left.length, run)] : []),
  ];
}

const WORDS = {
  en: {
    stopped: 'Stopped before the end.',
    ended: (why: string) => `Ended early: ${why}.`,
    head: ['question', 'answer', 'because'],
    undecided: (count: number) => `Undecided, ${count}:`,
    config: 'For cdp in guiyi.config.ts:',
    switches: (count: number) =>
      `For the sandbox, ${counted(count, 'switch', 'switches')}: say --out <file>, then npx guiyi sandbox --switches <file>.`,
    written: (file: string) => `Written to ${file}; a sandbox that behaves alike: npx guiyi sandbox --switches ${file}`,
    removed: (mark: string) => `Everything that carried the mark ${mark} is removed.`,
    left: (count: number, mark: string) => `NOT everything is removed, ${count}: look for ${mark}.`,
  },
  zh: {
    stopped: '在结束之前停止。',
    ended: (why: string) => `提前结束：${why}。`,
    head: ['问题', '结论', '依据'],
    undecided: (count: number) => `未能确定，${count} 个：`,
    config: '写进 guiyi.config.ts 的 cdp：',
    switches: (count: number) => `沙箱的开关 ${count} 个：加 --out <文件>，然后 npx guiyi sandbox --switches <文件>。`,
    written: (file: string) => `已写入 ${file}；行为相同的沙箱：npx guiyi sandbox --switches ${file}`,
    removed: (mark: string) => `带有标记 ${mark} 的内容已全部删除。`,
    left: (count: number, mark: string) => `没有全部删除，还有 ${count} 个：请查找 ${mark}。`,
  },
} as const satisfies Record<Language, object>;

/** By reason, for most have the same. */
function openLines(open: readonly ProbeFinding[], language: Language): readonly string[] {
  const byReason = Map.groupBy(open, ({ evidence }) => evidence[language]);
  return [...byReason].flatMap(([reason, findings]) => [
    `  ${findings.map(({ topic }) => topic).join(language === 'zh' ? '、' : ', ')}`,
    `      ${reason}`,
  ]);
}

/** The report for a program: the same in every language. */
export function reportJson({ findings, end, left, ...report }: ProbeReport): string {
  return `${JSON.stringify({
    run: report.run,
    wrote: report.wrote,
    end: end.kind === 'ended' ? { ...end, why: end.why.en } : end,
    findings: findings.map((finding) => ({ ...finding, evidence: finding.evidence.en })),
    cdp: report.cdp,
    switches: report.switches,
    left: left.map(({ en }) => en),
  })}\n`;
}

/** What the sandbox takes as --switches, with the client's settings beside it. */
export function fileText({ switches, cdp, findings }: ProbeReport): string {
  const undecided = findings.filter(({ value }) => value === 'undecided').map(({ topic }) => topic);
  return `${JSON.stringify({ switches, cdp, undecided }, undefined, 2)}\n`;
}
