import type { Language } from '../../functions/shared/text/language.ts';
import { configTextInChinese } from '../../operations/config-text-in-chinese.ts';

const patterns: readonly (readonly [english: RegExp, chinese: string])[] = [
  [/^it is a secret of the demo, which everybody can read$/, '这是演示用的密钥，任何人都能读到'],
  [
    /^(\S+) begins or ends with a blank or a line end, which was copied along$/,
    '$1 的首尾有空格或换行，是复制时带上的',
  ],
  [/^(\S+) is no field of it \(docs\/(\S+)\)$/, '没有 $1 这个字段（docs/zh/$2）'],
  [
    /^(\S+) and (\S+): delivery asks the platform with it \(docs\/enrichment\.md\)$/,
    '$1 和 $2：投递用它向平台查询（docs/zh/enrichment.md）',
  ],
  [
    /^(\S+): delivery asks the platform with it \(docs\/enrichment\.md\)$/,
    '$1：投递用它向平台查询（docs/zh/enrichment.md）',
  ],
];
/** `<field> is missing or wrong`, `<field>: <what the schema wants>`, and the page behind. */
const MISSING = /^(.+) is missing or wrong(?: \((.+)\))?$/;
const FIELD = /^([^:]+): (.+?)(?: \((docs\/\S+)\))?$/;

/** What is wrong with a secret, by names of fields. */
export function secretProblem(english: string, language: Language): string {
  if (language === 'en') return english;
  const found = patterns.find(([pattern]) => pattern.test(english));
  if (found !== undefined) return english.replace(...found);
  const [, missing, page] = MISSING.exec(english) ?? [];
  if (missing !== undefined) return `${missing === 'the whole' ? '整体' : missing} 缺失或有误${pageIn(page)}`;
  const [, field, demand = '', file] = FIELD.exec(english) ?? [];
  return field === undefined ? configTextInChinese(english) : `${field}：${configTextInChinese(demand)}${pageIn(file)}`;
}

function pageIn(page: string | undefined): string {
  return page === undefined ? '' : `（${page.replace('docs/', 'docs/zh/')}）`;
}
