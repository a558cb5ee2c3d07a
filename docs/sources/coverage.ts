import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Coverage } from '../../functions/shared/sources/define-source.ts';
import { receivers } from '../../functions/shared/sources/generated/receivers.ts';
import { sources } from '../../functions/shared/sources/generated/sources.ts';
import { whyInChinese } from './chinese-reasons.ts';
import { chineseSources } from './chinese.ts';
import { bestGrades, newWithEnrichment } from './identities.ts';
import { readmes, withSources } from './readme-table.ts';
import { type Language, type Words, words } from './words.ts';

const NOTICE = '<!-- Made by `npm run generate` from functions/shared/sources/platforms. -->';

/** Where the pages of a language stand. */
export const sourceFolders: Readonly<Record<Language, string>> = {
  en: import.meta.dirname,
  zh: join(import.meta.dirname, '../zh/sources'),
};

/** The table of all sources. */
export function coveragePage(language: Language): string {
  const say = words[language];
  const rows = Object.entries(sources).map(([platform, { coverage }]) => cells(platform, coverage, language));
  return `${[
    `# ${say.title}`,
    NOTICE,
    say.introduction,
    say.acts,
    table(say.columns, rows),
    say.events,
    table(say.known, knownRows(language)),
  ].join('\n\n')}\n`;
}

function knownRows(language: Language): readonly (readonly string[])[] {
  return Object.entries(sources).flatMap(([platform, { coverage }]) => {
    const { known } = coverage;
    if (!known) return [];
    const counts = [known.customer, known.nobody, known.unconfirmed].map((types) => types.length);
    const all = counts.reduce((sum, count) => sum + count, 0);
    return [[linkTo(platform, coverage, language), ...[all, ...counts].map(String)]];
  });
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [
    `| ${head.join(' | ')} |`,
    `|${' --- |'.repeat(head.length)}`,
    ...rows.map((row) => `| ${row.join(' | ')} |`),
  ].join('\n');
}

/** A source that has no Chinese page is linked to its English one. */
function linkTo(platform: string, { name }: Coverage, language: Language): string {
  const chinese = language === 'zh' ? chineseSources[platform] : undefined;
  if (chinese) return `[${chinese.name}](${platform}.md)`;
  return `[${name}](${language === 'zh' ? '../../sources/' : ''}${platform}.md)`;
}

function cells(platform: string, coverage: Coverage, language: Language): readonly string[] {
  const say = words[language];
  const { transport, authentication, confidence, doubt, evidence, enrichment, events } = coverage;
  const enriched = enrichedOf(evidence, enrichment, say);
  const { status, body } = receivers[platform as keyof typeof receivers].acknowledgement;
  const chinese = language === 'zh' ? chineseSources[platform] : undefined;
  const part = chinese ? chinese.doubt : doubt;
  return [
    linkTo(platform, coverage, language),
    say.transport[transport],
    chinese?.authentication ?? authentication,
    events.map((event) => `\`${event === 'as configured' ? say.asConfigured : event}\``).join(' '),
    `${identitiesOf(evidence, say).join(say.list) || say.none}${enriched === '' ? '' : say.enriched(enriched)}`,
    transport === 'inlet' ? '—' : `${status}${body === '' ? say.empty : ` \`${body}\``}`,
    say.confidence[confidence] + (part === undefined ? '' : say.doubt(part)),
  ];
}

function identitiesOf(evidence: Coverage['evidence'], say: Words): readonly string[] {
  return bestGrades(evidence).map(({ kind, grade }) => {
    return kind === '*' ? say.anyKind : `\`${kind}\`${grade === 'verified' ? '' : say.claimed}`;
  });
}

function enrichedOf(evidence: Coverage['evidence'], enrichment: Coverage['enrichment'], say: Words): string {
  return newWithEnrichment(evidence, enrichment)
    .map(({ kind, grade, offByDefault }) => {
      return `\`${kind}\`${grade === 'verified' ? '' : say.claimed}${offByDefault ? say.offByDefault : ''}`;
    })
    .join(say.list);
}

/** The table of identities on a platform's page, whose rows are the evidence of its source. */
const EVIDENCE =
  /^(\| (?:Kind \| Field \| Grade \| Why|身份类型 \| 字段 \| 等级 \| 为什么) \|\n\| --- \| --- \| --- \| --- \|\n)(?:\|.*\n)*/m;

/** A platform's page with its table of identities as its source has it; a page of a source that names nobody has none. */
export function withEvidence(page: string, evidence: Coverage['evidence'], language: Language): string {
  const say = words[language];
  const rows = evidence.map(({ kind, field, grade, basis, why }) => {
    const sure = grade === 'verified' ? say.verified : grade === 'claimed' ? say.claimedGrade : grade;
    const because = language === 'zh' ? (whyInChinese(why) ?? why) : why;
    return `| \`${kind}\` | \`${field}\` | ${basis === undefined ? sure : say.basis(sure, say[basis])} | ${because} |\n`;
  });
  return page.replace(EVIDENCE, (_table, head: string) => head + rows.join(''));
}

/** The row of `contacts` among the options, of the sources whose events say that somebody has paid with a contact that they typed. */
const CONTACTS = /^\| `contacts`.*$/m;

/** A platform's page with what it says of `contacts`, where it does: the same on each. */
export function withContacts(page: string, language: Language): string {
  return page.replace(CONTACTS, words[language].contacts);
}

if (import.meta.main) {
  for (const language of ['en', 'zh'] as const) {
    const folder = sourceFolders[language];
    writeFileSync(join(folder, 'README.md'), coveragePage(language));
    for (const [platform, { coverage }] of Object.entries(sources)) {
      const file = join(folder, `${platform}.md`);
      if (!existsSync(file)) continue;
      const page = withContacts(readFileSync(file, 'utf8'), language);
      writeFileSync(file, withEvidence(page, coverage.evidence, language));
    }
  }
  for (const { file, language } of readmes) writeFileSync(file, withSources(readFileSync(file, 'utf8'), language));
  process.stdout.write('docs/sources and the READMEs written\n');
}
