import { type QuirkId, quirks } from '../../functions/shared/cdp/contract/quirks.ts';
import { fieldTable, links, profileOnly, resolve, type Schemas, table, typeOf } from './field-table.ts';
import type { JsonSchema } from './json-schema.ts';
import type { OpenApiDocument, Operation } from './openapi.ts';

const NOTICE = '<!-- Made by `node docs/cdp-api/generate.ts`. The text is in functions/shared/cdp/contract/. -->';

const INTRODUCTION = `The open API of the smart marketing platform, which Guiyi calls the CDP: 22 endpoints under \`/openapi/\`. The same
contract stands in [openapi.json](openapi.json) (OpenAPI 3.1), behind the types of the client and behind what the sandbox
accepts. Where the platform's documents are silent or contradict themselves, a number such as [Q05](#q05) leads to what
is odd and what the client does about it.`;

const CONVENTIONS = `Every request, GET too, carries \`Content-Type: application/json\` and the header \`token\` ([Q01](#q01), [Q08](#q08)). The answer is
\`{ code, msg, data }\`: \`code\` 0 means carried out, -1 refused ([Q03](#q03)); below, *data* is that member of the answer to a
call that was carried out. Ids are 64-bit integers that a JavaScript number rounds ([Q06](#q06)).`;

/** The reference page, made of the OpenAPI document. */
export function referencePage({ paths, components: { schemas } }: OpenApiDocument): string {
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ call: `${method.toUpperCase()} ${path}`, operation })),
  );
  return lines(
    '# The CDP’s open API',
    NOTICE,
    INTRODUCTION,
    CONVENTIONS,
    table(
      ['Endpoint', 'Method and path', 'Permission', 'May be sent twice'],
      operations.map(({ call, operation }) => [
        `[${heading(operation)}](#${heading(operation).toLowerCase().replaceAll(' ', '-')})`,
        `\`${call}\``,
        operation['x-permission'],
        operation['x-repeatable'] ? 'yes' : 'no',
      ]),
    ),
    ...operations.flatMap(({ call, operation }) => section(call, operation, schemas)),
    '## Profile fields',
    'In the body of C2, the data of C3 and C5 and the records of C7 and G12.',
    fieldTable(profileOnly(schemas['Customer'] ?? {}), schemas),
    '## Quirks',
    ...(Object.keys(quirks) as QuirkId[]).flatMap((number) => {
      const { title, oddity, client } = quirks[number];
      return [`### ${number}`, `**${title}.** ${oddity}`, `The client: ${client}`];
    }),
  );
}

function heading(operation: Operation): string {
  return `${operation['x-id']} ${operation.operationId}`;
}

function section(call: string, operation: Operation, schemas: Schemas): string[] {
  return [
    `## ${heading(operation)}`,
    operation.summary,
    `\`${call}\``,
    [
      `Permission: ${operation['x-permission']}.`,
      ...(operation['x-repeatable'] ? [] : ['The client does not repeat it once it may have been applied.']),
      ...(operation['x-quirks'].length > 0 ? [`Quirks: ${links(operation['x-quirks'])}.`] : []),
    ].join(' '),
    operation.requestBody ? '**Body**' : '**Query**',
    fieldTable(requestOf(operation), schemas),
    '**Data**',
    ...data(dataOf(operation), schemas),
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

function data(schema: JsonSchema, schemas: Schemas): string[] {
  if (schema.type === 'null') return ['Nothing.'];
  const found = schema.anyOf?.find(({ type }) => type !== 'null') ?? schema;
  const nothing = found === schema ? [] : ['Nothing found: null, by our reading ([Q05](#q05)).'];
  const inner = found.items ?? found;
  if (resolve(inner, schemas).properties)
    return [...(found.items ? ['A list of:'] : []), fieldTable(inner, schemas), ...nothing];
  const { description = '', 'x-quirks': numbers = [] } = found;
  return [`${typeOf(found)}: ${description} ${links(numbers)}`, ...nothing];
}

function lines(...blocks: readonly string[]): string {
  return `${blocks.join('\n\n')}\n`;
}
