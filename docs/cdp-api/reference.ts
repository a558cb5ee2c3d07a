import { type QuirkId, quirks } from '../../functions/shared/cdp/contract/quirks.ts';
import { chineseQuirks } from './chinese-quirks.ts';
import { fieldTable, links, profileOnly, resolve, type Schemas, table, typeOf } from './field-table.ts';
import type { JsonSchema } from './json-schema.ts';
import type { OpenApiDocument, Operation } from './openapi.ts';
import { type Language, type Words, words } from './words.ts';

const NOTICE = '<!-- Made by `node docs/cdp-api/generate.ts`. The text is in functions/shared/cdp/contract/. -->';

/** The reference page, made of the OpenAPI document. @param language that of the texts in the document */
export function referencePage({ paths, components: { schemas } }: OpenApiDocument, language: Language): string {
  const say: Words = words[language];
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ call: `${method.toUpperCase()} ${path}`, operation })),
  );
  return lines(
    `# ${say.title}`,
    NOTICE,
    say.introduction,
    say.conventions,
    table(
      say.head,
      operations.map(({ call, operation }) => [
        `[${heading(operation)}](#${heading(operation).toLowerCase().replaceAll(' ', '-')})`,
        `\`${call}\``,
        operation['x-permission'],
        operation['x-repeatable'] ? say.yes : say.no,
      ]),
    ),
    ...operations.flatMap(({ call, operation }) => section(call, operation, schemas, say)),
    `## ${say.profile}`,
    say.profileIn,
    fieldTable(profileOnly(schemas['Customer'] ?? {}), schemas, say),
    `## ${say.allQuirks}`,
    ...(Object.keys(quirks) as QuirkId[]).flatMap((number) => {
      const { title, oddity, client } = (language === 'en' ? quirks : chineseQuirks)[number];
      return [`### ${number}`, say.quirk(title, oddity), say.client(client)];
    }),
  );
}

function heading(operation: Operation): string {
  return `${operation['x-id']} ${operation.operationId}`;
}

function section(call: string, operation: Operation, schemas: Schemas, say: Words): string[] {
  return [
    `## ${heading(operation)}`,
    operation.summary,
    `\`${call}\``,
    [
      say.permission(operation['x-permission']),
      ...(operation['x-repeatable'] ? [] : [say.once]),
      ...(operation['x-quirks'].length > 0 ? [say.quirks(links(operation['x-quirks']))] : []),
    ].join(say.between),
    `**${operation.requestBody ? say.body : say.query}**`,
    fieldTable(requestOf(operation), schemas, say),
    `**${say.data}**`,
    ...data(dataOf(operation), schemas, say),
  ];
}

function requestOf({ requestBody, parameters = [] }: Operation): JsonSchema {
  if (requestBody) return requestBody.content['application/json'].schema;
  return {
    properties: Object.fromEntries(
      parameters.map(({ name, schema, description }) => [name, { ...schema, ...(description && { description }) }]),
    ),
    required: parameters.filter(({ required }) => required).map(({ name }) => name),
  };
}

function dataOf({ responses }: Operation): JsonSchema {
  return responses['200'].content['application/json'].schema.oneOf?.[0]?.properties?.['data'] ?? {};
}

function data(schema: JsonSchema, schemas: Schemas, say: Words): string[] {
  if (schema.type === 'null') return [say.nothing];
  const found = schema.anyOf?.find(({ type }) => type !== 'null') ?? schema;
  const nothing = found === schema ? [] : [say.notFound];
  const inner = found.items ?? found;
  if (resolve(inner, schemas).properties)
    return [...(found.items ? [say.listOf] : []), fieldTable(inner, schemas, say), ...nothing];
  const { description = '', 'x-quirks': numbers = [] } = found;
  return [say.value(typeOf(found, say), description, links(numbers)), ...nothing];
}

function lines(...blocks: readonly string[]): string {
  return `${blocks.join('\n\n')}\n`;
}
