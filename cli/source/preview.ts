import type { Envelope } from '../../functions/shared/envelope/envelope.ts';
import { mask } from '../../functions/shared/identity/mask.ts';
import { reasonOf } from '../../functions/shared/identity/discard.ts';
import { loadConfig } from '../../operations/load-config.ts';
import type { Terminal } from '../terminal.ts';
import { exitCodes } from '../exit-codes.ts';
import { readCaptured } from './captured.ts';
import { openReading, type RequestReading } from './connection.ts';
import { type MaskedOutcome, maskOutcome } from './masked-outcome.ts';
import { type PaidTogether, paidTogether } from './paid-together.ts';
import { type UnmatchedPath, unmatchedPaths } from './unmatched-paths.ts';
import { howToCapture } from './unreadable.ts';

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
  { stdout }: Terminal,
  name: string,
  files: readonly string[],
  { config, json }: SourceOptions,
): Promise<number> {
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
        ...previews.flatMap(previewLines),
        ...together.map(togetherLine),
        ...absent.map(absentLine),
        ...unmatched.map(unmatchedLine),
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

function previewLines({ file, unreadable, events }: Previewed): readonly string[] {
  if (unreadable) {
    const { reason, detail } = unreadable;
    return [`✗ ${file}  ${reason}: ${detail}. ${howToCapture(unreadable)}`];
  }
  if (events.length === 0) return [`✓ ${file}  no event: a test or a handshake of the platform`];
  return events.flatMap(({ type, subject, changes }) => [
    `✓ ${file}  ${type}${subject === undefined ? '' : `  ${subject}`}`,
    ...changes.flatMap(changeLines),
  ]);
}

function changeLines(change: MaskedOutcome): readonly string[] {
  const { outcome, because, identities, released, discarded, profile, triggers, act, nameFrom } = change;
  const fields = Object.entries(profile).map(([field, value]) => `${field} ${value}`);
  return [
    `    ${outcome}${because === undefined ? '' : `, because ${because}`}`,
    ...identities.map((identity) => `    identity  ${identityText(identity)}`),
    ...released.map((identity) => `    released  ${identityText(identity)}`),
    ...discarded.map(
      ({ kind, field, masked, ...why }) => `    discarded ${kind} ${masked}  (from ${field}): ${reasonOf(why)}`,
    ),
    ...(fields.length > 0 ? [`    profile   ${fields.join(', ')}${nameFrom ? `  (name: ${nameFrom})` : ''}`] : []),
    ...(act ? [`    tells of  ${act.kind}${act.created === undefined ? '' : ` of ${act.created}`}`] : []),
    ...(triggers.length > 0 ? [`    triggers  ${triggers.join(', ')}`] : []),
  ];
}

function togetherLine({ kind, value, payers }: PaidTogether): string {
  const people = payers.map(({ file, ids }) => `${ids.join(' ') || 'a guest'} (${file})`);
  return `≈ ${kind} ${value} is what several have paid with: ${people.join(', ')}. One customer with \`contacts: { ${kind}: 'paid' }\`, if their names allow it`;
}

function identityText({ kind, scope, value, grade, basis, paid, field }: MaskedOutcome['identities'][number]): string {
  const worth = paid ? `${grade}, paid with` : grade;
  const sure = basis === undefined ? worth : `${worth} by ${basis}`;
  return `${kind} ${scope === '' ? '' : `${scope}:`}${value}  (${sure}, from ${field})`;
}

function absentLine({ path, types }: Found): string {
  return `· ${path}  of ${types.join(', ')} is in none of the files; whatever stands there is not the customer's own`;
}

function unmatchedLine({ path, types, nearest }: Found): string {
  const hint = nearest === undefined ? 'the events have no path at all' : `the nearest is ${nearest}`;
  return `✗ ${path}  of ${types.join(', ')} matches nothing in any of the files; ${hint}`;
}
