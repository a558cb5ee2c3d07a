import type { Language } from '../../functions/shared/text/language.ts';
import type { EndpointName } from '../../functions/shared/cdp/contract.ts';
import { isJsonObject, type Json, type JsonObject, scalar } from '../../functions/shared/json/lossless.ts';
import { pairLines, tableLines, textWidthOf } from '../table.ts';

/** `data` for a person. @param width of the terminal; a table that is wider becomes blocks of lines, and nothing is cut */
export function dataLines(endpoint: EndpointName, data: Json, width: number, language: Language): readonly string[] {
  const words = WORDS[language];
  if (data === null) return [words.done];
  if (typeof data === 'boolean') return [data ? words.deleted : words.nothing];
  if (endpoint === 'queryTreeFormList') return folderLines(data, words);
  if (isJsonObject(data) && Array.isArray(data['records'])) return pageLines(data, data['records'], width, words);
  if (Array.isArray(data)) return listLines(data, width, words);
  if (isJsonObject(data)) return objectLines(data, words);
  return [scalar(data) ?? ''];
}

const WORDS = {
  en: {
    done: 'done',
    deleted: 'deleted',
    nothing: 'there was no such thing',
    none: 'none',
    empty: '(empty)',
    page: (count: number, total: string) => `${count} of ${total}`,
  },
  zh: {
    done: '完成',
    deleted: '已删除',
    nothing: '没有这一项',
    none: '没有',
    empty: '（空）',
    page: (count: number, total: string) => `${count} 条，共 ${total} 条`,
  },
} as const satisfies Record<Language, object>;
type Words = (typeof WORDS)[Language];

function pageLines({ total }: JsonObject, records: readonly Json[], width: number, words: Words): readonly string[] {
  return [...listLines(records, width, words), words.page(records.length, scalar(total ?? 0) ?? '?')];
}

function listLines(list: readonly Json[], width: number, words: Words): readonly string[] {
  const records = list.filter(isJsonObject).map((record) => new Map(cellsOf(record)));
  if (records.length === 0) return [words.none];
  const names = [...new Set(records.flatMap((record) => [...record.keys()]))];
  if (names.length === 0) return records.map(() => words.empty);
  const table = tableLines(
    names,
    records.map((record) => names.map((name) => record.get(name) ?? '')),
  );
  if (textWidthOf(table) <= width) return table;
  return records.flatMap((record, index) => [
    ...(index === 0 ? [] : ['']),
    ...(record.size === 0 ? [words.empty] : pairLines([...record])),
  ]);
}

function objectLines(data: JsonObject, words: Words): readonly string[] {
  const { identityList, attrList, ...fields } = data;
  const pairs = cellsOf({ ...fields });
  for (const pair of listOf(identityList)) pairs.push(['identity', pairText(pair, 'identityType', 'identityValue')]);
  for (const pair of listOf(attrList)) pairs.push([scalar(pair['attrKey']) ?? '', scalar(pair['attrValue']) ?? '']);
  return pairs.length === 0 ? [words.empty] : pairLines(pairs);
}

/** What a record holds, without what is empty. */
function cellsOf(record: JsonObject): (readonly [string, string])[] {
  return Object.entries(record).flatMap(([name, value]) => {
    const text = cell(value);
    return text === '' ? [] : [[name, text] as const];
  });
}

function cell(value: Json): string {
  if (!Array.isArray(value)) return scalar(value) ?? (typeof value === 'boolean' ? String(value) : '');
  return listOf(value)
    .map((pair) => pairText(pair, 'attrKey', 'attrValue'))
    .join('; ');
}

function pairText(pair: JsonObject, name: string, value: string): string {
  return `${scalar(pair[name]) ?? ''}=${scalar(pair[value]) ?? ''}`;
}

function listOf(value: Json | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? (value as readonly Json[]).filter(isJsonObject) : [];
}

function folderLines(data: Json, words: Words): readonly string[] {
  const rows = folderRows(data, '');
  return rows.length === 0 ? [words.none] : tableLines(['name', 'id', 'code'], rows);
}

function folderRows(list: Json | undefined, indent: string): readonly (readonly string[])[] {
  return listOf(list).flatMap(({ name, id, code, subList }) => [
    [`${indent}${scalar(name) ?? ''}`, scalar(id) ?? '', scalar(code) ?? ''],
    ...folderRows(subList, `${indent}  `),
  ]);
}
