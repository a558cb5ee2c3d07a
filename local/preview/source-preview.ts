import { globSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { mask } from '../../functions/shared/identity/mask.ts';
import type { SourcePreview } from '../../operations/console/source-preview.ts';
import { comparePreview, type PreviewedEvent } from '../../operations/source/compare-preview.ts';
import { maskedEventView } from '../host/event-view.ts';
import type { Host } from '../host/host.ts';
import type { JournalRow } from '../store/journal.ts';
import type { MappingAnswer, MappingRequest } from './mapping-worker.ts';

const LOOKED = 50;
const MOST_MS = 10_000;
const root = join(import.meta.dirname, '../..');
const shared = join(root, 'functions/shared');

export type SourcePreviews = (connection: string) => Promise<SourcePreview | undefined>;

/** Previews of mappings: made anew when a file of the mapping, the configuration, or the newest event is another one. */
export function openSourcePreviews(host: Pick<Host, 'config' | 'journal' | 'files'>): SourcePreviews {
  const kept = new Map<string, { readonly stamp: string; readonly preview: Promise<SourcePreview> }>();
  return async (connection) => {
    const settings = host.config.connections[connection];
    if (!settings) return undefined;
    const rows = host.journal.select({ connection }, LOOKED).filter(({ envelope }) => envelope !== undefined);
    const stamp = `${changedAt(settings.source, host.files.config)} ${rows.map(({ position, state }) => `${position}${state}`).join()}`;
    const known = kept.get(connection);
    if (known?.stamp === stamp) return known.preview;
    const preview = previewOf(connection, rows, host.files.config);
    kept.set(connection, { stamp, preview });
    return preview;
  };
}

/** When each of the files that a mapping is made of was changed. */
function changedAt(source: string, config: string): string {
  const own = globSync(`sources/{platforms/${source}/**,protocols/**}/*.ts`, { cwd: shared }).map((file) =>
    join(shared, file),
  );
  return [config, ...own].map((file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0).join(' ');
}

async function previewOf(connection: string, rows: readonly JournalRow[], config: string): Promise<SourcePreview> {
  const at = new Date().toISOString();
  const envelopes = rows.map(({ envelope = '' }) => envelope);
  const answer = await runMapping({ config, connection, envelopes });
  if ('problem' in answer) return { at, looked: 0, fields: [], differing: [], unmatched: [], problem: answer.problem };
  const events = rows.map((row, index) => previewedOf(row, answer.outcomes[index] ?? []));
  const unmatched = answer.unmatched.map(({ types, ...path }) => ({ ...path, types: [...types] }));
  return { at, ...comparePreview(events), unmatched };
}

function previewedOf(row: JournalRow, now: PreviewedEvent['now']): PreviewedEvent {
  const { id, source, type, report } = maskedEventView(row);
  const taken = (report?.identities ?? []).map(({ kind, value, evidence }) => ({
    kind,
    field: evidence.field,
    example: mask(kind, value),
    isTaken: true,
  }));
  const discarded = (report?.refusals ?? []).map(({ kind, field, masked }) => ({
    kind,
    field,
    example: masked,
    isTaken: false,
  }));
  // What a platform was asked is no part of the mapping.
  const before = [...taken, ...discarded].filter(({ field }) => !field.includes('#'));
  return { id, source, type, before, now };
}

/** In a thread of its own, which loads every file anew; one that does not end is ended. */
function runMapping(request: MappingRequest): Promise<MappingAnswer | { readonly problem: string }> {
  return new Promise((resolve) => {
    const worker = new Worker(new URL('mapping-worker.ts', import.meta.url), { workerData: request });
    const end = (answer: MappingAnswer | { readonly problem: string }) => {
      clearTimeout(timer);
      resolve(answer);
      void worker.terminate();
    };
    const timer = setTimeout(() => end({ problem: 'the mapping has not ended within ten seconds' }), MOST_MS);
    worker.once('message', (answer: MappingAnswer) => end(answer));
    worker.once('error', (error: unknown) => end({ problem: error instanceof Error ? error.message : String(error) }));
    worker.once('exit', () => end({ problem: 'the mapping has ended without an answer' }));
  });
}
