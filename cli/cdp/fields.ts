import type { Localized } from '../../functions/shared/text/localized.ts';
import * as z from 'zod/mini';
import type { EndpointName, RequestOf } from '../../functions/shared/cdp/contract.ts';
import { contract } from '../../functions/shared/cdp/contract/contract.ts';
import { withMeanings } from '../../functions/shared/cdp/contract/field.ts';
import { CommandError } from '../command-error.ts';

/** A field of a request as an option of the command line. */
export interface Field {
  /** As the documents write it. */
  readonly name: string;
  readonly form: Form;
  /** All values, where the documents name them. */
  readonly allowed: readonly string[];
  readonly required: boolean;
  readonly description: string;
}

type Form = 'text' | 'integer' | 'boolean' | 'id' | 'texts' | 'ids' | 'identities' | 'attributes';

/** What was said on the command line: texts, and lists of texts for options that may stand several times. */
export type Given = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Fields that the client never sends: Q23 a pair beside the list, Q30 what is left over from an endpoint for tags. */
const notSent: { readonly [name in EndpointName]?: readonly string[] } = {
  getCustomerIdByIdentityList: ['identityType', 'identityValue'],
  addSingleGroup: ['tagName', 'tagNameList'],
};

/** Read out of the contract. A field with one value only is no choice, and no option. */
export function fieldsOf(endpoint: EndpointName): readonly Field[] {
  const { shape } = contract[endpoint].request;
  return Object.entries<z.ZodMiniType>(shape).flatMap(([name, schema]) => {
    const form = describeSchema(schema);
    if (notSent[endpoint]?.includes(name) || form.allowed.length === 1) return [];
    const meaning = withMeanings.get(schema);
    const description = meaning && 'description' in meaning ? meaning.description : '';
    return [{ name, ...form, required: schema._zod.optin !== 'optional', description }];
  });
}

interface JsonForm {
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly enum?: readonly (string | number)[];
  readonly const?: string | number;
  readonly anyOf?: readonly JsonForm[];
  readonly items?: JsonForm;
  readonly properties?: Readonly<Record<string, JsonForm>>;
}

function describeSchema(schema: z.ZodMiniType): Pick<Field, 'form' | 'allowed'> {
  const json = z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      // What the checks of a schema cannot say in JSON Schema, the contract says beside it.
      const { wire } = (z.globalRegistry.get(zodSchema) ?? {}) as { readonly wire?: object };
      if (wire) Object.assign(jsonSchema, { anyOf: undefined }, wire);
    },
  }) as JsonForm;
  const form = json.anyOf?.find(({ type }) => type !== 'null') ?? json;
  const allowed = form.const === undefined ? (form.enum ?? []) : [form.const];
  return { form: formOf(form), allowed: allowed.map(String) };
}

function formOf({ type, format, items }: JsonForm): Form {
  if (items) {
    if (items.properties) return 'identityType' in items.properties ? 'identities' : 'attributes';
    return items.format === 'int64' ? 'ids' : 'texts';
  }
  if (format === 'int64') return 'id';
  return type === 'integer' ? 'integer' : type === 'boolean' ? 'boolean' : 'text';
}

export function isList({ form }: Pick<Field, 'form'>): boolean {
  return form === 'texts' || form === 'ids' || form === 'identities' || form === 'attributes';
}

/** The request of what was said. @throws CommandError that names everything that is wrong */
export function readEndpointRequest<Name extends EndpointName>(endpoint: Name, given: Given): RequestOf<Name> {
  const { request, input } = contract[endpoint];
  const fixed = Object.entries<z.ZodMiniType>(request.shape).flatMap(([name, schema]) => {
    const { allowed, form } = describeSchema(schema);
    const [only, ...others] = allowed;
    return only === undefined || others.length > 0 ? [] : [[name, readValue(only, form, input)]];
  });
  const fields = fieldsOf(endpoint);
  const parts = fields.flatMap((field) => {
    const value = given[field.name];
    if (value === undefined) return [];
    return [[field.name, typeof value === 'string' ? readValue(value, field.form, input) : readList(value, field)]];
  });
  const parsed = z.safeParse(request, Object.fromEntries([...fixed, ...parts]) as unknown);
  // Left-out fields were left out above, so the output has no null.
  if (parsed.success) return parsed.data as RequestOf<Name>;
  const problems = parsed.error.issues.map(({ path, message }) => {
    const [name] = path;
    const description = fields.find((field) => field.name === name)?.description ?? '';
    return `  --${String(name)} ${message}${description === '' ? '' : `: ${description}`}`;
  });
  const list = problems.join('\n');
  throw new CommandError({ en: `${endpoint} cannot be sent:\n${list}`, zh: `无法发送 ${endpoint}：\n${list}` });
}

/** What cannot be read stays a text, of which the contract's schema says what it must be. */
function readValue(text: string, form: Form, input: 'query' | 'body'): string | number | boolean {
  if (form === 'integer' && input === 'body' && /^-?\d{1,15}$/.test(text)) return Number(text);
  if (form === 'boolean' && (text === 'true' || text === 'false')) return text === 'true';
  return text;
}

/** An empty text stands for no entry, so that a list can be said to be empty. */
function readList(texts: readonly string[], { name, form }: Field): readonly unknown[] {
  const entries = texts.filter((text) => text !== '');
  if (form === 'identities') return entries.map((text) => keyAndValue(name, text, 'identityType', 'identityValue'));
  if (form === 'attributes') return entries.map((text) => keyAndValue(name, text, 'attrKey', 'attrValue'));
  return entries;
}

function keyAndValue(name: string, text: string, key: string, value: string): Readonly<Record<string, string>> {
  const equals = text.indexOf('=');
  if (equals < 1) {
    const form = placeholders[name] ?? { en: 'key=value', zh: '键=值' };
    throw new CommandError({ en: `--${name} takes ${form.en}`, zh: `--${name} 的写法是 ${form.zh}` });
  }
  return { [key]: text.slice(0, equals), [value]: text.slice(equals + 1) };
}

const placeholders: Readonly<Record<string, Localized>> = {
  identityList: { en: 'type=value, as mobile=15931000001', zh: '类型=值，如 mobile=15931000001' },
  extendAttrList: { en: 'key=value, as tier=gold', zh: '键=值，如 tier=gold' },
};
