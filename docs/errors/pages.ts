import { chineseReasons } from '../../functions/shared/reasons/chinese-reasons.ts';
import { type Reason, type ReasonCode, reasons } from '../../functions/shared/reasons/reasons.ts';
import { chineseStartReasons } from '../../local/state/chinese-start-reasons.ts';
import { type StartReason, startReasons } from '../../local/state/start-reasons.ts';
import { type Places, places } from './places.ts';
import { type Language, type Words, words } from './words.ts';

const NOTICE: Readonly<Record<Language, string>> = {
  en: '<!-- Made by `node docs/errors/generate.ts`. The text is in functions/shared/reasons/reasons.ts, and in\nlocal/state/start-reasons.ts. -->',
  zh: '<!-- Made by `node docs/errors/generate.ts`. The text is in functions/shared/reasons/chinese-reasons.ts, and in\nlocal/state/chinese-start-reasons.ts. -->',
};

/** File name → text: one page per reason code, and the index. */
export function errorPages(language: Language): ReadonlyMap<string, string> {
  const say = words[language];
  const catalogue = Object.entries(language === 'en' ? reasons : chineseReasons) as [ReasonCode, Reason][];
  const starts = Object.entries(language === 'en' ? startReasons : chineseStartReasons) as [StartReason, Reason][];
  const page = (code: string, { summary, cause, fix }: Reason, shown: readonly string[]) =>
    lines(
      `# ${code}`,
      NOTICE[language],
      summary,
      `## ${say.cause}`,
      cause,
      `## ${say.fix}`,
      fix,
      ...(shown.length === 0 ? [] : [`## ${say.shown}`, shown.map((line) => `- ${line}`).join('\n')]),
      `[${say.all}](README.md)`,
    );
  return new Map([
    ['README.md', index(language, catalogue, starts)],
    ...catalogue.map(([code, reason]): [string, string] => [
      `${code}.md`,
      page(code, reason, appearances(places[code], say)),
    ]),
    ...starts.map(([code, reason]): [string, string] => [`${code}.md`, page(code, reason, [say.atStart])]),
  ]);
}

function index(
  language: Language,
  catalogue: readonly [ReasonCode, Reason][],
  starts: readonly [StartReason, Reason][],
): string {
  const say = words[language];
  const row = ([code, { summary }]: readonly [string, Reason]) => `| [\`${code}\`](${code}.md) | ${summary} |`;
  const table = (rows: readonly string[]) => [`| ${say.head.join(' | ')} |`, '| --- | --- |', ...rows].join('\n');
  return lines(
    `# ${say.title}`,
    NOTICE[language],
    say.introduction,
    table(catalogue.map(row)),
    say.starts,
    table(starts.map(row)),
  );
}

function appearances({ http, kept, inlet, deliver }: Places, say: Words): readonly string[] {
  return [
    ...(http === undefined ? [] : [say.http(http)]),
    ...(kept ? [http === undefined ? say.keptAndAcknowledged : say.kept] : []),
    ...(inlet ? [say.inlet] : []),
    ...(deliver === undefined ? [] : [say[deliver]]),
  ];
}

function lines(...blocks: readonly string[]): string {
  return `${blocks.join('\n\n')}\n`;
}
