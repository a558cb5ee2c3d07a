import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { GuiyiConfig } from '../../functions/shared/config/define-config.ts';
import { type Json, parseJson } from '../../functions/shared/json/lossless.ts';
import { loadConfig } from '../../local/host/load-config.ts';
import { CommandError } from '../command-error.ts';
import { type Captured, readCaptured } from './captured.ts';
import { openReading, type ReadingConnection } from './connection.ts';
import { asGolden, type Golden, judged } from './golden.ts';
import { invented } from './invent.ts';
import type { SourceOptions } from './preview.ts';

interface AcceptOptions extends SourceOptions {
  readonly out: string;
}

/** Writes captured events with invented values as tests: `test/golden/<connection>/<file>.json`. */
export async function acceptSource(
  name: string,
  files: readonly string[],
  { config: configFile, out, json }: AcceptOptions,
): Promise<void> {
  const config = await loadConfig(configFile);
  const connection = openReading(config, name);
  const folder = join(out, name);
  // All are made before any is written: half of them accepted would look like all.
  const goldens = files.map((file) => goldenOf(connection, readCaptured(file), regionOf(config, name)));
  mkdirSync(folder, { recursive: true });
  for (const { file, golden } of goldens) {
    const path = join(folder, `${file.replace(/\.[^.]*$/, '')}.json`);
    writeFileSync(path, `${JSON.stringify(golden, null, 2)}\n`);
    const types = golden.says.map(({ type }) => type);
    process.stdout.write(json ? `${JSON.stringify({ path, types })}\n` : `✓ ${path}  ${types.join(', ')}\n`);
  }
}

/** @throws CommandError when the event cannot be read, or would say something else about invented people. */
function goldenOf(
  connection: ReadingConnection,
  { file, headers, body }: Captured,
  region: string | undefined,
): { readonly file: string; readonly golden: Golden } {
  const read = connection.read({ headers, body });
  if ('unreadable' in read) throw new CommandError(`${file}: ${read.unreadable}.`);
  const json = jsonIn(body);
  if (json === undefined) throw new CommandError(`${file}: only bodies in JSON can be written with invented values.`);
  const invention = invented(json, (candidate) => judged(connection, headers, candidate), region);
  if (!invention.ok) throw new CommandError(`${file}: ${invention.detail}.`);
  const needed = neededHeaders(connection, headers, invention.body);
  const says = judged(connection, needed, invention.body);
  if (!says) throw new Error(`${file} was read before`);
  return { file, golden: { headers: needed, body: invention.body, says: asGolden(says) } };
}

/** Signatures, tokens and whatever else nobody asks for stay out of the repository. */
function neededHeaders(
  connection: ReadingConnection,
  headers: Readonly<Record<string, string>>,
  body: Json,
): Readonly<Record<string, string>> {
  const said = (some: Readonly<Record<string, string>>) => {
    const all = judged(connection, some, body);
    return all && JSON.stringify(asGolden(all));
  };
  const wanted = said(headers);
  return Object.keys(headers).reduce<Readonly<Record<string, string>>>((kept, name) => {
    const { [name]: _dropped, ...without } = kept;
    return said(without) === wanted ? without : kept;
  }, headers);
}

function jsonIn(body: Uint8Array): Json | undefined {
  try {
    return parseJson(Buffer.from(body).toString());
  } catch {
    return undefined;
  }
}

function regionOf({ connections }: GuiyiConfig, name: string): string | undefined {
  return connections[name]?.region;
}
