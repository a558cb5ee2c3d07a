import { join } from 'node:path';
import { sources } from '../../functions/shared/sources/generated/sources.ts';
import { chineseSources } from './chinese.ts';
import { bestGrades, newWithEnrichment } from './identities.ts';
import type { Language } from './words.ts';

const MARKS = { confirmed: '●', partly: '◐', unconfirmed: '○' } as const;
const WORDS = {
  en: {
    webhook: 'webhook',
    inlet: 'queue',
    'webhook or inlet': 'webhook, queue',
    any: 'any id',
    nobody: 'nobody',
    asked: 'asked for',
  },
  zh: {
    webhook: 'webhook',
    inlet: '队列',
    'webhook or inlet': 'webhook、队列',
    any: '任意标识',
    nobody: '无',
    asked: '查询所得',
  },
} as const;
/** Both READMEs have the table. */
export const readmes = [
  { file: join(import.meta.dirname, '../../README.md'), language: 'en' },
  { file: join(import.meta.dirname, '../../README.zh-CN.md'), language: 'zh' },
] as const;

const BEGIN = '<!-- sources: made by `npm run generate` -->';
const END = '<!-- /sources -->';

/** The README with its table of platforms as the definitions have it. */
export function withSources(readme: string, language: Language): string {
  const [before, rest = ''] = readme.split(BEGIN);
  const [, after] = rest.split(END);
  if (before === undefined || after === undefined) throw new Error(`The README lacks "${BEGIN}" or "${END}".`);
  return `${before}${BEGIN}\n\n${table(language)}\n\n${END}${after}`;
}

function table(language: Language): string {
  const words = WORDS[language];
  const head =
    language === 'en' ? ['', 'Platform', 'Comes by', 'Names the person by'] : ['', '平台', '途径', '识别客户的依据'];
  const rows = Object.entries(sources).map(([platform, { coverage }]) => {
    const { name, transport, confidence, evidence, enrichment } = coverage;
    const named = bestGrades(evidence).map(({ kind }) => (kind === '*' ? words.any : kind));
    const asked = newWithEnrichment(evidence, enrichment).map(({ kind }) => `${kind} (${words.asked})`);
    const chinese = language === 'zh' ? chineseSources[platform] : undefined;
    const link = chinese
      ? `[${chinese.name}](docs/zh/sources/${platform}.md)`
      : `[${name}](docs/sources/${platform}.md)`;
    return [MARKS[confidence], link, words[transport], [...named, ...asked].join(', ') || words.nobody];
  });
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}
