import { profileIntegerFields, profileStringFields } from '../../functions/shared/cdp/contract.ts';
import type { JsonSchema } from './json-schema.ts';
import type { Words } from './words.ts';

export type Schemas = Readonly<Record<string, JsonSchema>>;

/** One row for each field of an object, those of objects in it included. Profile fields have a table of their own. */
export function fieldTable(schema: JsonSchema, schemas: Schemas, say: Words): string {
  return table(say.fields, rows(schema, schemas, say, ''));
}

/** An object's profile fields and nothing else. */
export function profileOnly({ properties = {}, required = [] }: JsonSchema): JsonSchema {
  const own = Object.entries(properties).filter(([name]) => profileFields.has(name));
  return { properties: Object.fromEntries(own), required };
}

const profileFields: ReadonlySet<string> = new Set([...profileStringFields, ...profileIntegerFields]);

function rows(
  schema: JsonSchema,
  schemas: Schemas,
  say: Words,
  path: string,
  above: readonly string[] = [],
): string[][] {
  const { properties = {}, required = [] } = resolve(schema, schemas);
  const within = schema.$ref === undefined ? above : [...above, schema.$ref];
  const names = Object.keys(properties);
  const hasProfile = names.length > profileFields.size && [...profileFields].every((name) => name in properties);
  const own = hasProfile ? names.filter((name) => !profileFields.has(name)) : names;
  return [
    ...(hasProfile ? [[`\`${path}*\``, '', '', say.profileFields, '']] : []),
    ...own.flatMap((name) => {
      const field = properties[name] ?? {};
      const { description = '', items, 'x-quirks': numbers = [], 'x-documented': documented } = field;
      const mark = documented === undefined ? undefined : { prose: say.inProse, required: say.documented }[documented];
      const inner = items ?? field;
      const isObject = resolve(inner, schemas).properties !== undefined;
      const children =
        isObject && !within.includes(inner.$ref ?? '')
          ? rows(inner, schemas, say, `${path}${name}${items ? '[]' : ''}.`, within)
          : [];
      return [
        [
          `\`${path}${name}\``,
          typeOf(field, say),
          mark ?? (required.includes(name) ? say.yes : say.no),
          description,
          links(numbers),
        ],
        ...children,
      ];
    }),
  ];
}

export function resolve(schema: JsonSchema, schemas: Schemas): JsonSchema {
  const name = schema.$ref?.split('/').at(-1);
  return name === undefined ? schema : (schemas[name] ?? schema);
}

export function typeOf({ $ref, type, format, items, const: only, enum: values }: JsonSchema, say: Words): string {
  if (items) return say.list(typeOf(items, say));
  if ($ref !== undefined) return say.object;
  if (only !== undefined) return `\`${only}\``;
  if (values) return values.map((value) => `\`${value}\``).join(', ');
  return format ?? say.type(String(type));
}

export function links(numbers: readonly string[]): string {
  return numbers.map((number) => `[${number}](#${number.toLowerCase()})`).join(' ');
}

export function table(head: readonly string[], body: readonly (readonly string[])[]): string {
  const row = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [row(head), row(head.map(() => '---')), ...body.map(row)].join('\n');
}
