import { integer, isJsonObject, type Json, type JsonObject, objectsIn } from '../../json/lossless.ts';
import type { noData } from '../answer.ts';

export interface Page<T> {
  readonly records: readonly T[];
  /** Records on all pages; 0 where the CDP does not say. */
  readonly total: number;
  /** Records on a full page: as asked for, or as the CDP says that it cut it. */
  readonly size: number;
}

export interface PageRequest {
  /** From 1. */
  readonly current: number;
  readonly size: number;
}

const DEFAULT_SIZE = 100;

export function readPage<T>(
  data: Json | typeof noData,
  asked: number,
  read: (record: JsonObject) => readonly T[],
): Page<T> {
  const { records, total, size } = typeof data === 'object' && isJsonObject(data) ? data : {};
  return {
    records: objectsIn(records).flatMap(read),
    total: integer(total) ?? 0,
    size: integer(size) || asked,
  };
}

/** Everything on all pages, one page at a time; ends at an empty page or when current × size reaches total (Q26). */
export async function* everyRecord<T>(
  ask: (page: PageRequest) => Promise<Page<T>>,
  size: number = DEFAULT_SIZE,
): AsyncGenerator<T, void, undefined> {
  for (let current = 1; ; current += 1) {
    const page = await ask({ current, size });
    yield* page.records;
    if (page.records.length === 0 || (page.total > 0 && current * page.size >= page.total)) return;
  }
}
