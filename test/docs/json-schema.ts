import { isDeepStrictEqual } from 'node:util';

type Schema = Readonly<Record<string, unknown>>;

/** Keywords that say nothing about a value. */
const ANNOTATIONS: ReadonlySet<string> = new Set(['$schema', '$id', '$defs', 'title', 'description', 'format']);

/** Whether a value fits, for the keywords that our schema uses. @throws for any other keyword. */
export function fits(value: unknown, schema: Schema, root: Schema = schema): boolean {
  return Object.entries(schema).every(([keyword, rule]) => {
    if (ANNOTATIONS.has(keyword)) return true;
    const check = keywords[keyword];
    if (!check) throw new Error(`keyword ${keyword} is not understood`);
    return check(value, rule, root);
  });
}

const keywords: Readonly<Record<string, (value: unknown, rule: unknown, root: Schema) => boolean>> = {
  $ref: (value, rule, root) => fits(value, resolve(String(rule), root), root),
  type: (value, rule) => (rule === 'object' ? isObject(value) : typeof value === rule),
  const: (value, rule) => isDeepStrictEqual(value, rule),
  required: (value, rule) => !isObject(value) || (rule as string[]).every((name) => Object.hasOwn(value, name)),
  anyOf: (value, rule, root) => (rule as Schema[]).some((schema) => fits(value, schema, root)),
  properties: (value, rule, root) =>
    !isObject(value) ||
    Object.entries(rule as Record<string, Schema>).every(
      ([name, schema]) => !Object.hasOwn(value, name) || fits(value[name], schema, root),
    ),
  minLength: (value, rule) => typeof value !== 'string' || value.length >= Number(rule),
  maxLength: (value, rule) => typeof value !== 'string' || value.length <= Number(rule),
  pattern: (value, rule) => typeof value !== 'string' || new RegExp(String(rule), 'u').test(value),
};

function resolve(reference: string, root: Schema): Schema {
  const name = /^#\/\$defs\/(\w+)$/.exec(reference)?.[1];
  const found = name === undefined ? undefined : (root['$defs'] as Readonly<Record<string, Schema>>)[name];
  if (!found) throw new Error(`${reference} leads nowhere`);
  return found;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
