import { mask } from '../../functions/shared/identity/mask.ts';
import type { Envelope } from '../../functions/shared/envelope/envelope.ts';
import { loadConfig } from '../../local/host/load-config.ts';
import { readCaptured } from './captured.ts';
import { openReading, type ReadingConnection } from './connection.ts';
import { type MaskedOutcome, maskOutcome } from './masked-outcome.ts';
import { type UnmatchedPath, unmatchedPaths } from './unmatched-paths.ts';

export interface SourceOptions {
  readonly config: string;
  readonly json: boolean;
}

/** What became of one file. */
export interface Previewed {
  readonly file: string;
  readonly unreadable?: string;
  readonly events: readonly {
    readonly type: string;
    readonly subject?: string;
    readonly changes: readonly MaskedOutcome[];
  }[];
}

/** Exit code when a file cannot be read or a path leads to nothing. */
const WRONG = 1;

/** Payload to change, for captured events: what a connection would make of them. Nothing is sent, no secret is needed. */
export async function previewSource(
  name: string,
  files: readonly string[],
  { config, json }: SourceOptions,
): Promise<void> {
  const connection = openReading(await loadConfig(config), name);
  const read = files.map((file) => readEvents(connection, file));
  const unmatched = unmatchedPaths(
    connection.paths,
    read.flatMap(({ events }) => events),
  );
  const previews = read.map((each) => preview(connection, each));
  const lines = json
    ? [JSON.stringify({ connection: name, files: previews, unmatched })]
    : [...previews.flatMap(previewLines), ...unmatched.map(unmatchedLine)];
  process.stdout.write(`${lines.join('\n')}\n`);
  if (unmatched.length > 0 || previews.some(({ unreadable }) => unreadable !== undefined)) process.exitCode = WRONG;
}

interface ReadFile {
  readonly file: string;
  readonly events: readonly Envelope[];
  readonly unreadable?: string;
}

function readEvents(connection: ReadingConnection, path: string): ReadFile {
  const captured = readCaptured(path);
  const read = connection.read(captured);
  return 'unreadable' in read
    ? { file: captured.file, events: [], unreadable: read.unreadable }
    : { file: captured.file, events: read };
}

function preview(connection: ReadingConnection, { file, events, unreadable }: ReadFile): Previewed {
  return {
    file,
    ...(unreadable !== undefined && { unreadable }),
    events: events.map((event) => ({
      type: event.type,
      ...(event.subject !== undefined && { subject: mask('', event.subject) }),
      changes: maskOutcome(connection.identify(event)),
    })),
  };
}

function previewLines({ file, unreadable, events }: Previewed): readonly string[] {
  if (unreadable !== undefined) {
    const hint = unreadable.startsWith('type-missing')
      ? ' Begin the file with the headers of the delivery, one `# name: value` a line.'
      : ' The file must hold what was signed; of a platform that encrypts, the decrypted text.';
    return [`✗ ${file}  ${unreadable}.${hint}`];
  }
  return events.flatMap(({ type, subject, changes }) => [
    `✓ ${file}  ${type}${subject === undefined ? '' : `  ${subject}`}`,
    ...changes.flatMap(changeLines),
  ]);
}

function changeLines({ outcome, because, identities, refusals, profile, moments }: MaskedOutcome): readonly string[] {
  const fields = Object.entries(profile).map(([field, value]) => `${field} ${value}`);
  return [
    `    ${outcome}${because === undefined ? '' : `, because ${because}`}`,
    ...identities.map(
      ({ kind, scope, value, grade, field }) =>
        `    identity  ${kind} ${scope === '' ? '' : `${scope}:`}${value}  (${grade}, from ${field})`,
    ),
    ...refusals.map(({ kind, field, reason, masked }) => `    refused   ${kind} ${masked}  (from ${field}): ${reason}`),
    ...(fields.length > 0 ? [`    profile   ${fields.join(', ')}`] : []),
    ...(moments.length > 0 ? [`    moments   ${moments.join(', ')}`] : []),
  ];
}

function unmatchedLine({ path, types, nearest }: UnmatchedPath): string {
  const hint = nearest === undefined ? 'the events have no path at all' : `the nearest is ${nearest}`;
  return `✗ ${path}  of ${types.join(', ')} matches nothing in any of the files; ${hint}`;
}
