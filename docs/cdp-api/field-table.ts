import { profileIntegerFields, profileStringFields } from '../../functions/shared/cdp/contract.ts';
import type { JsonSchema } from './json-schema.ts';

export type Schemas = Readonly<Record<string, JsonSchema>>;

/** One row for each field of an object, those of objects in it included. Profile fields have a table of their own. */
export function fieldTable(schema: JsonSchema, schemas: Schemas): string {
  return table(['Field', 'Type', 'Required', 'Meaning', 'Quirks'], rows(schema, schemas, ''));
}

/** An object's profile fields and nothing else. */
export function profileOnly({ properties = {}, required = [] }: JsonSchema): JsonSchema {
  const own = Object.entries(properties).filter(([name]) => profileFields.has(name));
  return { properties: Object.fromEntries(own), required };
}

const profileFields: ReadonlySet<string> = new Set([...profileStringFields, ...profileIntegerFields]);

function rows(schema: JsonSchema, schemas: Schemas, path: string, above: readonly string[] = []): string[][] {
  const { properties = {}, required = [] } = resolve(schema, schemas);
  const within = schema.$ref === undefined ? above : [...above, schema.$ref];
  const names = Object.keys(properties);
  const hasProfile = names.length > profileFields.size && [...profileFields].every((name) => name in properties);
  const own = hasProfile ? names.filter((name) => !profileFields.has(name)) : names;
  return [
    ...(hasProfile ? [[`\`${path}*\``, '', '', 'The [profile fields](#profile-fields).', '']] : []),
    ...own.flatMap((name) => {
      const field = properties[name] ?? {};
      const { description = '', items, 'x-quirks': numbers = [], 'x-documented': documented } = field;
      const mark = documented ? MARKS[documented] : required.includes(name) ? 'yes' : 'no';
      const inner = items ?? field;
      const isObject = resolve(inner, schemas).properties !== undefined;
      const children =
        isObject && !within.includes(inner.$ref ?? '')
          ? rows(inner, schemas, `${path}${name}${items ? '[]' : ''}.`, within)
          : [];
      return [[`\`${path}${name}\``, typeOf(field), mark ?? '', description, links(numbers)], ...children];
    }),
  ];
}

const MARKS: Readonly<Record<string, string>> = { prose: 'only in prose', required: 'yes, say the documents' };

export function resolve(schema: JsonSchema, schemas: Schemas): JsonSchema {
  const name = schema.$ref?.split('/').at(-1);
  return name === undefined ? schema : (schemas[name] ?? schema);
}

export function typeOf({ $ref, type, format, items, const: only, enum: values }: JsonSchema): string {
  if (items) return `list of ${typeOf(items)}`;
  if ($ref !== undefined) return 'object';
  if (only !== undefined) return `\`${only}\``;
  if (values) return values.map((value) => `\`${value}\``).join(', ');
  return format ?? String(type);
}

export function links(numbers: readonly string[]): string {
  return numbers.map((number) => `[${number}](#${number.toLowerCase()})`).join(' ');
}

export function table(head: readonly string[], body: readonly (readonly string[])[]): string {
  const row = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [row(head), row(head.map(() => '---')), ...body.map(row)].join('\n');
}
