import { counted } from '../../functions/shared/text/counted.ts';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline, Readable } from 'node:stream';
import { parse } from 'csv-parse';
import { parseJson } from '../../functions/shared/json/lossless.ts';
import { jsonRow } from '../../operations/backfill/converter.ts';
import type { FileRow } from '../../operations/backfill/row.ts';

/** What cannot be read as a file of rows at all. */
export class FileError extends Error {
  readonly kind = 'file';
  readonly retryable = false;
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'FileError';
  }
}

export interface RowFile {
  readonly path: string;
  /** As `TextDecoder` names it. */
  readonly encoding: string;
}

/** So long may one row be: more is a file of another kind, or a quote that is never closed. */
const MAX_ROW = 8 * 1024 * 1024;
const LINE_BREAK = /\r\n|\n|\r/;
const DELIMITERS = [',', ';', '\t'];

/**
 * The rows of a CSV with a head, or of JSON by lines, one after the other: no more than a piece of the file is in memory.
 * @param digested is told the SHA-256 of the whole file at its end @throws FileError
 */
export async function* readRows(file: RowFile, digested?: (sha256: string) => void): AsyncGenerator<FileRow> {
  const head = await firstText(file);
  const text = decoded(file, digested);
  if (isJson(file.path, head)) yield* jsonRows(text);
  else yield* csvRows(text, delimiterOf(head));
}

/** The columns of a CSV as its first row has them; undefined for JSON. @throws FileError */
export async function csvColumnsOf(file: RowFile): Promise<readonly string[] | undefined> {
  const head = await firstText(file);
  if (isJson(file.path, head)) return undefined;
  const parser = parse(head, { delimiter: delimiterOf(head), to: 1, relax_quotes: true, bom: true });
  for await (const row of parser) return row as string[];
  return [];
}

/** SHA-256 of all of it. @throws FileError */
export async function digestOf({ path }: RowFile): Promise<string> {
  const hash = createHash('sha256');
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(chunk as Buffer);
  } catch (error) {
    throw new FileError(`${path} cannot be read`, { cause: error });
  }
  return hash.digest('hex');
}

function isJson(path: string, head: string): boolean {
  if (/\.csv$/i.test(path)) return false;
  return /\.(jsonl|ndjson|json)$/i.test(path) || head.trimStart().startsWith('{');
}

async function firstText({ path, encoding }: RowFile): Promise<string> {
  const handle = await open(path).catch((error: unknown) => {
    throw new FileError(`${path} cannot be read`, { cause: error });
  });
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(65_536), 0, 65_536, 0);
    // A character may be cut at the end.
    const text = decoderOf(encoding, false).decode(buffer.subarray(0, bytesRead), { stream: true });
    return text.split(/\r?\n/, 1)[0] ?? '';
  } finally {
    await handle.close();
  }
}

function delimiterOf(head: string): string {
  const counts = DELIMITERS.map((delimiter) => [delimiter, head.split(delimiter).length] as const);
  return counts.toSorted((one, other) => other[1] - one[1])[0]?.[0] ?? ',';
}

function decoderOf(encoding: string, fatal: boolean) {
  try {
    return new TextDecoder(encoding, { fatal });
  } catch (error) {
    throw new FileError(`no encoding is called ${JSON.stringify(encoding.slice(0, 40))}: utf-8, gb18030, utf-16le …`, {
      cause: error,
    });
  }
}

async function* decoded({ path, encoding }: RowFile, digested?: (sha256: string) => void): AsyncGenerator<string> {
  const decoder = decoderOf(encoding, true);
  const hash = createHash('sha256');
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
      const bytes = chunk as Buffer;
      if (digested) hash.update(bytes);
      yield decoder.decode(bytes, { stream: true });
    }
    yield decoder.decode();
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const hint = encoding === 'utf-8' ? ': save it as UTF-8, or say --encoding gb18030 for a Chinese Excel' : '';
    throw new FileError(`${path} is not ${encoding}${hint}`, { cause: error });
  }
  digested?.(hash.digest('hex'));
}

async function* jsonRows(text: AsyncIterable<string>): AsyncGenerator<FileRow> {
  let rest = '';
  let line = 0;
  for await (const piece of text) {
    const lines = (rest + piece).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > MAX_ROW) throw new FileError('a line is longer than 8 MB: JSON by lines has one object a line');
    for (const one of lines) {
      line += 1;
      if (one.trim() !== '') yield jsonRow(line, one.trim(), parseJson);
    }
  }
  if (rest.trim() !== '') yield jsonRow(line + 1, rest.trim(), parseJson);
}

interface CsvRecord {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

async function* csvRows(text: AsyncIterable<string>, delimiter: string): AsyncGenerator<FileRow> {
  const parser = parse({
    delimiter,
    bom: true,
    info: true,
    skip_empty_lines: true,
    // What Excel writes below the last row.
    skip_records_with_empty_values: true,
    relax_column_count: true,
    // `5" nail` inside a field that does not begin with a quote.
    relax_quotes: true,
    max_record_size: MAX_ROW,
  });
  pipeline(Readable.from(text), parser, () => undefined);
  let columns: readonly string[] | undefined;
  let next = 1;
  // The parser counts a CRLF within a cell as two lines.
  let countedTwice = 0;
  try {
    for await (const one of parser) {
      const { record, info } = one as CsvRecord;
      const content = record.join('');
      countedTwice += content.split('\r\n').length - 1;
      const last = info.lines - countedTwice;
      const line = last - content.split(LINE_BREAK).length + 1;
      next = last + 1;
      if (columns === undefined) columns = columnsIn(record);
      else if (record.length === columns.length) yield { line, cells: cellsOf(columns, record) };
      else yield { line, unreadable: `the row has ${counted(record.length, 'cell')}, and the head ${columns.length}` };
    }
  } catch (error) {
    if (error instanceof FileError) throw error;
    // The parser's own message quotes the row.
    throw new FileError(`from line ${next} on it is no CSV: a quote is open, or a row is longer than 8 MB`, {
      cause: error,
    });
  }
}

/** @throws FileError where a cell would belong to two columns of one name: which of them is meant nobody knows */
function columnsIn(record: readonly string[]): readonly string[] {
  const columns = record.map((name) => name.trim());
  const known = new Set<string>();
  for (const column of columns) {
    const name = column.toLowerCase();
    if (name !== '' && known.has(name)) {
      const shown = JSON.stringify(column.slice(0, 40));
      throw new FileError(`the head names the column ${shown} twice: remove one of the two, or rename it`);
    }
    known.add(name);
  }
  return columns;
}

/** By the names of the columns in small letters. Excel and the Shopify admin put an apostrophe before what is no number to them. */
function cellsOf(columns: readonly string[], record: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    columns.map((name, index) => {
      const cell = (record[index] ?? '').trim();
      return [name.toLowerCase(), /^'[\d+=@-]/.test(cell) ? cell.slice(1) : cell] as const;
    }),
  );
}
