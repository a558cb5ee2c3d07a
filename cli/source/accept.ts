import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { jsonIn } from '../../functions/shared/json/json-of.ts';
import { loadConfig } from '../../operations/load-config.ts';
import { CommandError } from '../command-error.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Terminal } from '../terminal.ts';
import { type Captured, readCaptured } from './captured.ts';
import { openReading, type ReadingConnection } from './connection.ts';
import { openDocument } from './document.ts';
import { asGolden, type Golden, readStatements } from './golden.ts';
import { invented } from './invent.ts';
import type { SourceOptions } from './preview.ts';
import { unmatchedPaths } from '../../operations/source/unmatched-paths.ts';
import { howToCapture, whyUnreadable } from './unreadable.ts';

interface AcceptOptions extends SourceOptions {
  readonly out: string;
  /** Although a path of the mapping matches nothing in the files. */
  readonly force?: boolean;
}

/** Writes captured events with invented values as tests: `test/golden/<connection>/<file>.json`. */
export async function acceptSource(
  { stdout }: Terminal,
  name: string,
  files: readonly string[],
  { config, out, json, force = false }: AcceptOptions,
): Promise<number> {
  const connection = openReading(await loadConfig(config), name);
  const folder = join(out, name);
  // All are made before any is written: half of them accepted would look like all.
  const captured = files.map(readCaptured);
  if (!force) refuseUnmatched(connection, captured);
  const goldens = captured.map((one) => goldenOf(connection, one));
  const paths = goldens.map(({ file }) => join(folder, `${file.replace(/\.[^.]*$/, '')}.json`));
  const twice = paths.find((path, index) => paths.indexOf(path) !== index);
  if (twice !== undefined) {
    throw new CommandError({
      en: `Two of the files would both be written as ${twice}: rename one.`,
      zh: `有两个文件都会写成 ${twice}：请给其中一个改名。`,
    });
  }
  mkdirSync(folder, { recursive: true });
  for (const [index, { golden }] of goldens.entries()) {
    const path = paths[index] ?? '';
    writeFileSync(path, `${JSON.stringify(golden, null, 2)}\n`);
    const types = golden.says.map(({ type }) => type);
    stdout.write(json ? `${JSON.stringify({ path, types })}\n` : `✓ ${path}  ${types.join(', ')}\n`);
  }
  return 0;
}

/** A test of a mapping that reads nothing would hold the mistake for ever. @throws CommandError */
function refuseUnmatched(connection: ReadingConnection, captured: readonly Captured[]): void {
  const events = captured.flatMap((one) => {
    const reading = connection.read(one);
    return reading.ok ? reading.events : [];
  });
  const unmatched = unmatchedPaths(connection.paths, events).filter(({ mayBeAbsent }) => !mayBeAbsent);
  if (unmatched.length === 0) return;
  const english = unmatched.map(
    ({ path, types, nearest }) =>
      `${path} of ${types.join(', ')} matches nothing in any of the files${nearest === undefined ? '' : `; the nearest is ${nearest}`}\n`,
  );
  const chinese = unmatched.map(
    ({ path, types, nearest }) =>
      `${types.join(', ')} 的 ${path} 在所有文件中都匹配不到${nearest === undefined ? '' : `；最接近的是 ${nearest}`}\n`,
  );
  const text = {
    en: `${english.join('')}Nothing was written. Mend the mapping, or add a capture that has it; --force writes all the same.`,
    zh: `${chinese.join('')}没有写入。请修正映射，或加上含有它的捕获文件；--force 照样写入。`,
  };
  throw new CommandError(text, exitCodes.verification);
}

/** @throws CommandError when the event cannot be read, or would say something else about invented people. */
function goldenOf(
  connection: ReadingConnection,
  { file, headers, body }: Captured,
): { readonly file: string; readonly golden: Golden } {
  const reading = connection.read({ headers, body });
  if (!reading.ok)
    throw new CommandError(
      {
        en: `${file}: ${whyUnreadable(reading.reason, reading.detail).en}${howToCapture(reading, connection.platform).en}`,
        zh: `${file}：${whyUnreadable(reading.reason, reading.detail).zh}${howToCapture(reading, connection.platform).zh}`,
      },
      exitCodes.verification,
    );
  if (reading.events.length === 0) {
    const text = { en: `${file}: there is no event in it.`, zh: `${file}：其中没有事件。` };
    throw new CommandError(text, exitCodes.verification);
  }
  const document = openDocument(Buffer.from(body).toString());
  if (!document) {
    throw new CommandError({
      en: `${file}: only JSON, XML and forms can be written with invented values.`,
      zh: `${file}：只有 JSON、XML 和表单可以换成虚构的值。`,
    });
  }
  const invention = invented(
    document,
    (candidate) => readStatements(connection, headers, candidate),
    connection.region,
  );
  if (!invention.ok)
    throw new CommandError(
      {
        en: `${file}: ${invention.detail.en}. Nothing was written.`,
        zh: `${file}：${invention.detail.zh}。没有写入。`,
      },
      exitCodes.verification,
    );
  const needed = neededHeaders(connection, headers, invention.body);
  const says = readStatements(connection, needed, invention.body);
  if (!says) throw new Error(`${file} was read before`);
  return { file, golden: { headers: needed, body: jsonIn(invention.body) ?? invention.body, says: asGolden(says) } };
}

/** Signatures, tokens and whatever else nobody asks for stay out of the repository. */
function neededHeaders(
  connection: ReadingConnection,
  headers: Readonly<Record<string, string>>,
  body: string,
): Readonly<Record<string, string>> {
  const statementsOf = (some: Readonly<Record<string, string>>) => {
    const all = readStatements(connection, some, body);
    return all && JSON.stringify(asGolden(all));
  };
  const wanted = statementsOf(headers);
  return Object.keys(headers).reduce<Readonly<Record<string, string>>>((kept, name) => {
    const { [name]: _dropped, ...without } = kept;
    return statementsOf(without) === wanted ? without : kept;
  }, headers);
}
