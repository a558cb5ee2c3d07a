import { customerGroups } from '../../functions/shared/cdp/contract/customer-groups.ts';
import { customers } from '../../functions/shared/cdp/contract/customers.ts';
import type { Contract } from '../../functions/shared/cdp/contract/contract.ts';
import { groupFolders } from '../../functions/shared/cdp/contract/group-folders.ts';
import { groupMembership } from '../../functions/shared/cdp/contract/group-membership.ts';
import { type QuirkId, quirks } from '../../functions/shared/cdp/contract/quirks.ts';
import { type JsonSchema, jsonSchemas } from './json-schema.ts';

export const families = {
  Customers: customers,
  'Customer groups': customerGroups,
  'Group folders': groupFolders,
  'Group membership': groupMembership,
} as const;

export interface Operation {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly summary: string;
  readonly description: string;
  /** The number of the endpoint in the documents. */
  readonly 'x-id': string;
  readonly 'x-permission': string;
  /** May the call be sent again after it may have been applied? */
  readonly 'x-repeatable': boolean;
  readonly 'x-quirks': readonly string[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: {
    readonly required: true;
    readonly content: JsonContent;
  };
  readonly responses: { readonly 200: { readonly description: string; readonly content: JsonContent } };
}

interface JsonContent {
  readonly 'application/json': { readonly schema: JsonSchema };
}

interface Parameter {
  readonly name: string;
  readonly in: 'query';
  readonly required: boolean;
  readonly description?: string;
  readonly schema: JsonSchema;
}

export interface OpenApiDocument {
  readonly openapi: '3.1.1';
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly servers: readonly object[];
  readonly security: readonly object[];
  readonly tags: readonly object[];
  readonly paths: Readonly<Record<string, { readonly [method in 'get' | 'post']?: Operation }>>;
  readonly components: {
    readonly securitySchemes: object;
    readonly schemas: Readonly<Record<string, JsonSchema>>;
  };
}

const ABOUT =
  'Customers and customer groups of the smart marketing platform, as its two documents describe them and as Guiyi reads what they leave open. ' +
  'Ids are 64-bit integers: read them with a parser that does not round. Every request, GET too, carries Content-Type: application/json.';

/** The contract as an OpenAPI 3.1 document. */
export function openApiDocument(): OpenApiDocument {
  const schemas = jsonSchemas();
  const operations = Object.entries(families).flatMap(([tag, endpoints]) =>
    Object.entries(endpoints).map(([name, endpoint]) => operation(name, endpoint, tag, schemas.of)),
  );
  const paths = Object.fromEntries(
    operations.map(({ path, method, operation }) => [path, { [method.toLowerCase()]: operation }]),
  );
  return {
    openapi: '3.1.1',
    info: { title: 'CDP open API', version: '1', description: ABOUT },
    servers: [
      {
        url: 'https://{host}',
        description: 'The tenant’s address, or the sandbox’s.',
        variables: { host: { default: 'cdp.example.com' } },
      },
    ],
    security: [{ token: [] }],
    tags: Object.keys(families).map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: {
        token: { type: 'apiKey', in: 'header', name: 'token', description: 'Had for appKey and secret (Q01).' },
      },
      schemas: { ...schemas.named, Declined: declined },
    },
  };
}

const message: JsonSchema = { description: 'A text for people.', type: 'string', 'x-quirks': ['Q03'] };

const declined: JsonSchema = {
  description: 'The CDP declined the call; nothing was done.',
  type: 'object',
  properties: { code: { description: 'Declined.', const: -1 }, msg: message, data: { 'x-quirks': ['Q05'] } },
  required: ['code', 'msg'],
};

type AnyEndpoint = Contract[keyof Contract];

function operation(
  name: string,
  { id, method, path, permission, repeatable, input, summary, quirks: numbers, request, data }: AnyEndpoint,
  tag: string,
  schemaOf: ReturnType<typeof jsonSchemas>['of'],
) {
  const fields = schemaOf(request);
  const operation: Operation = {
    operationId: name,
    tags: [tag],
    summary,
    description: [`${id}.`, ...numbers.map((number: QuirkId) => `${number}: ${quirks[number].oddity}`)].join('\n\n'),
    'x-id': id,
    'x-permission': permission,
    'x-repeatable': repeatable,
    'x-quirks': numbers,
    ...(input === 'query'
      ? { parameters: parameters(fields) }
      : { requestBody: { required: true, content: { 'application/json': { schema: fields } } } }),
    responses: {
      200: {
        description: 'Carried out, or declined.',
        content: { 'application/json': { schema: answer(schemaOf(data)) } },
      },
    },
  };
  return { path, method, operation };
}

function answer(data: JsonSchema): JsonSchema {
  const success: JsonSchema = {
    description: 'The call was carried out.',
    type: 'object',
    properties: { code: { description: 'Carried out.', const: 0 }, msg: message, data },
    required: ['code', 'msg', 'data'],
  };
  return { oneOf: [success, { $ref: '#/components/schemas/Declined' }] };
}

function parameters({ properties = {}, required = [] }: JsonSchema): readonly Parameter[] {
  return Object.entries(properties).map(([name, { description, ...schema }]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    ...(description === undefined ? {} : { description }),
    schema,
  }));
}
