import { type Language, languageOf } from '../../functions/shared/text/language.ts';
import { type PreviewWords, previewWords } from '../language/preview-words.ts';
import type { Envelope } from '../../functions/shared/envelope/envelope.ts';
import { mask } from '../../functions/shared/identity/mask.ts';
import { reasonOf } from '../../functions/shared/identity/discard.ts';
import { loadConfig } from '../../operations/load-config.ts';
import type { Terminal } from '../terminal.ts';
import { exitCodes } from '../exit-codes.ts';
import { readCaptured } from './captured.ts';
import { openReading, type RequestReading } from './connection.ts';
import { type MaskedOutcome, maskOutcome } from '../../operations/source/masked-outcome.ts';
import { type PaidTogether, paidTogether } from './paid-together.ts';
import { type UnmatchedPath, unmatchedPaths } from '../../operations/source/unmatched-paths.ts';
import { howToCapture, whyUnreadable } from './unreadable.ts';

export interface SourceOptions {
  readonly config: string;
  readonly json: boolean;
}

type Unreadable = Extract<RequestReading, { ok: false }>;

/** What became of one file. */
interface Previewed {
  readonly file: string;
  readonly unreadable?: Pick<Unreadable, 'reason' | 'detail'>;
  readonly events: readonly {
    readonly type: string;
    readonly subject?: string;
    readonly changes: readonly MaskedOutcome[];
  }[];
}

/** Payload to change, for captured events: what a connection would make of them. Nothing is sent, no secret is needed. */
export async function previewSource(
  { stdout, env }: Terminal,
  name: string,
  files: readonly string[],
  { config, json }: SourceOptions,
): Promise<number> {
  const language = languageOf(env);
  const words = previewWords[language];
  const connection = openReading(await loadConfig(config), name);
  const read = files.map((file) => {
    const captured = readCaptured(file);
    return { file: captured.file, reading: connection.read(captured) };
  });
  const events = read.flatMap(({ reading }) => (reading.ok ? reading.events : []));
  const [unmatched, absent] = divided(unmatchedPaths(connection.paths, events));
  const previews = read.map(({ file, reading }): Previewed => {
    if (!reading.ok) return { file, unreadable: { reason: reading.reason, detail: reading.detail }, events: [] };
    return { file, events: reading.events.map((event) => previewed(event, maskOutcome(connection.identify(event)))) };
  });
  const together = paidTogether(
    read.flatMap(({ file, reading }) =>
      reading.ok ? reading.events.map((event) => ({ file, identified: connection.identifyPaid(event) })) : [],
    ),
  );
  const lines = json
    ? [JSON.stringify({ connection: name, files: previews, unmatched, absent, paidTogether: together })]
    : [
        ...previews.flatMap((preview) => previewLines(preview, connection.platform, language)),
        ...together.map((one) => togetherLine(one, words)),
        ...absent.map(({ path, types }) => `· ${path}  ${words.absent(types.join(', '))}`),
        ...unmatched.map(({ path, types, nearest }) => `✗ ${path}  ${words.unmatched(types.join(', '), nearest)}`),
      ];
  stdout.write(`${lines.join('\n')}\n`);
  return unmatched.length > 0 || read.some(({ reading }) => !reading.ok) ? exitCodes.verification : exitCodes.done;
}

type Found = Omit<UnmatchedPath, 'mayBeAbsent'>;

/** What must be there, and what may be absent. */
function divided(all: readonly UnmatchedPath[]): readonly [readonly Found[], readonly Found[]] {
  const some = (wanted: boolean) => all.flatMap(({ mayBeAbsent, ...found }) => (mayBeAbsent === wanted ? [found] : []));
  return [some(false), some(true)];
}

function previewed({ type, subject }: Envelope, changes: readonly MaskedOutcome[]): Previewed['events'][number] {
  return { type, ...(subject !== undefined && { subject: mask('', subject) }), changes };
}

function previewLines(
  { file, unreadable, events }: Previewed,
  platform: string,
  language: Language,
): readonly string[] {
  const words = previewWords[language];
  if (unreadable) {
    const { reason, detail } = unreadable;
    return [`✗ ${file}  ${whyUnreadable(reason, detail)[language]}${howToCapture(unreadable, platform)[language]}`];
  }
  if (events.length === 0) return [`✓ ${file}  ${words.noEvent}`];
  return events.flatMap(({ type, subject, changes }) => [
    `✓ ${file}  ${type}${subject === undefined ? '' : `  ${subject}`}`,
    ...changes.flatMap((change) => changeLines(change, words)),
  ]);
}

function changeLines(change: MaskedOutcome, words: PreviewWords): readonly string[] {
  const { outcome, because, identities, released, discarded, profile, triggers, act, nameFrom } = change;
  const fields = Object.entries(profile).map(([field, value]) => `${field} ${value}`);
  return [
    `    ${outcome}${because === undefined ? '' : words.because(because)}`,
    ...identities.map((identity) => `    ${words.identity}${identityText(identity, words)}`),
    ...released.map((identity) => `    ${words.released}${identityText(identity, words)}`),
    ...discarded.map(
      ({ kind, field, masked, ...why }) =>
        `    ${words.discarded}${kind} ${masked}  ${words.from(field)}${reasonOf(why)}`,
    ),
    ...(fields.length > 0
      ? [`    ${words.profile}${fields.join(', ')}${nameFrom ? `  ${words.nameFrom(nameFrom)}` : ''}`]
      : []),
    ...(act ? [`    ${words.tells}${act.kind}${act.created === undefined ? '' : words.created(act.created)}`] : []),
    ...(triggers.length > 0 ? [`    ${words.triggers}${triggers.join(', ')}`] : []),
  ];
}

function togetherLine({ kind, value, payers }: PaidTogether, words: PreviewWords): string {
  const people = payers.map(({ file, ids }) => `${ids.join(' ') || words.guest} (${file})`);
  return `≈ ${kind} ${value} ${words.together(kind, people.join(', '))}`;
}

function identityText(
  { kind, scope, value, field, ...evidence }: MaskedOutcome['identities'][number],
  words: PreviewWords,
): string {
  return `${kind} ${scope === '' ? '' : `${scope}:`}${value}  ${words.evidence(evidence, field)}`;
}
