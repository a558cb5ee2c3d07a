import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Coverage } from '../../functions/shared/sources/define-source.ts';
import { receivers } from '../../functions/shared/sources/generated/receivers.ts';
import { sources } from '../../functions/shared/sources/generated/sources.ts';
import { bestGrades, newWithEnrichment } from './identities.ts';
import { readmes, withSources } from './readme-table.ts';

const NOTICE = '<!-- Made by `npm run generate` from functions/shared/sources/platforms. -->';
const COLUMNS = ['Source', 'Transport', 'Authentication', 'Events', 'Identities', 'Acknowledgement', 'Confidence'];
const CONFIDENCE = { confirmed: 'confirmed', partly: 'partly', unconfirmed: 'UNCONFIRMED, off by default' } as const;

const ACTS = `## Acts and proofs

Every event says when the person acted, as far as the platform tells. Each platform’s page says which under *Acts*:

- *What the person does*: a log-in, a follow, a message, a payment. The event is the act, at its own time.
- *An order placed at …*: whatever has become of it since, created, paid, shipped or given back, the person acted when they placed it.
- *A record kept since …*: the platform tells the state of what it keeps of the person, or what somebody else has done with it. Nobody acted.

A proved contact says on what its proof rests. \`verified, act\`: the event itself is the proof, by a code in an SMS, an opened link, a log-in.
\`verified, record\`: the platform repeats what it has proved before.

A name is the person’s own account’s, or was typed beside a contact (billing, receipt, check-out); each page says it under *Profile
fields* where a source has both. A receiver’s name is never taken.

## All sources`;

const EVENTS = `## Events

How many of a platform’s events each source knows by name, and what it makes of a person in them. Any other event of a platform is
acknowledged, kept out of the CDP and counted as \`event-not-handled\`. *Not confirmed* may name a customer, and no document says whom:
an option that is off takes them, or nothing does; \`npx guiyi doctor\` lists such options. Sources that are not here have the
events of your configuration, or know messages by their form alone.`;

/** The table of all sources. */
export function coveragePage(): string {
  const rows = Object.entries(sources).map(
    ([platform, { coverage }]) => `| ${cells(platform, coverage).join(' | ')} |`,
  );
  return (
    [
      '# Sources',
      NOTICE,
      'What each source is, how it proves itself, and what it yields. `partly`: the part that no document of the platform confirms\nis behind an option that is off, or left out. Identities marked *claimed* never connect, and decide\nonly where nothing better is there.\nHow phones, addresses and ids are read, and why a value is discarded: [values](../values.md).',
      ACTS,
      [`| ${COLUMNS.join(' | ')} |`, `|${' --- |'.repeat(COLUMNS.length)}`, ...rows].join('\n'),
      EVENTS,
      knownTable(),
      '',
    ]
      .join('\n\n')
      .trimEnd() + '\n'
  );
}

function knownTable(): string {
  const head = ['Source', 'Known', 'Name a customer', 'Name nobody', 'Not confirmed'];
  const rows = Object.entries(sources).flatMap(
    ([
      platform,
      {
        coverage: { name, known },
      },
    ]) => {
      if (!known) return [];
      const counts = [known.customer, known.nobody, known.unconfirmed].map((types) => types.length);
      const all = counts.reduce((sum, count) => sum + count, 0);
      return [`| ${[`[${name}](${platform}.md)`, all, ...counts].join(' | ')} |`];
    },
  );
  return [`| ${head.join(' | ')} |`, `|${' --- |'.repeat(head.length)}`, ...rows].join('\n');
}

function cells(
  platform: string,
  { name, transport, authentication, confidence, doubt, evidence, enrichment, events }: Coverage,
) {
  const enriched = enrichedOf(evidence, enrichment);
  const { status, body } = receivers[platform as keyof typeof receivers].acknowledgement;
  return [
    `[${name}](${platform}.md)`,
    transport,
    authentication,
    events.map((event) => `\`${event}\``).join(' '),
    `${identitiesOf(evidence).join(', ') || 'none'}${enriched === '' ? '' : `; with \`enrich\` ${enriched}`}`,
    transport === 'inlet' ? '—' : `${status}${body === '' ? ', empty' : ` \`${body}\``}`,
    CONFIDENCE[confidence] + (doubt === undefined ? '' : `: ${doubt}`),
  ];
}

function identitiesOf(evidence: Coverage['evidence']): readonly string[] {
  return bestGrades(evidence).map(({ kind, grade }) => {
    return kind === '*' ? 'any kind' : `\`${kind}\`${grade === 'verified' ? '' : ' (claimed)'}`;
  });
}

function enrichedOf(evidence: Coverage['evidence'], enrichment: Coverage['enrichment']): string {
  return newWithEnrichment(evidence, enrichment)
    .map(({ kind, grade, offByDefault }) => {
      return `\`${kind}\`${grade === 'verified' ? '' : ' (claimed)'}${offByDefault ? ', off by default' : ''}`;
    })
    .join(', ');
}

/** The table of identities on a platform's page, whose rows are the evidence of its source. */
const EVIDENCE = /^(\| Kind \| Field \| Grade \| Why \|\n\| --- \| --- \| --- \| --- \|\n)(?:\|.*\n)*/m;

/** A platform's page with its table of identities as its source has it; a page of a source that names nobody has none. */
export function withEvidence(page: string, evidence: Coverage['evidence']): string {
  const rows = evidence.map(({ kind, field, grade, basis, why }) => {
    const sure = basis === undefined ? grade : `${grade}, ${basis}`;
    return `| \`${kind}\` | \`${field}\` | ${sure} | ${why} |\n`;
  });
  return page.replace(EVIDENCE, (_table, head: string) => head + rows.join(''));
}

if (import.meta.main) {
  writeFileSync(join(import.meta.dirname, 'README.md'), coveragePage());
  for (const [platform, { coverage }] of Object.entries(sources)) {
    const file = join(import.meta.dirname, `${platform}.md`);
    writeFileSync(file, withEvidence(readFileSync(file, 'utf8'), coverage.evidence));
  }
  for (const { file, language } of readmes) writeFileSync(file, withSources(readFileSync(file, 'utf8'), language));
  process.stdout.write('docs/sources and the READMEs written\n');
}
