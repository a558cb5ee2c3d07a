import * as z from 'zod/mini';
import { withMeanings, type WireForm } from '../../functions/shared/cdp/contract/field.ts';

/** A JSON Schema of draft 2020-12, as far as the contract's schemas need one. */
export interface JsonSchema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly pattern?: string;
  readonly enum?: readonly (string | number)[];
  readonly const?: string | number;
  readonly minLength?: number;
  readonly minimum?: number;
  readonly description?: string;
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly 'x-quirks'?: readonly string[];
  /** Only where `required` does not say it: the documents mark the field so, or know it in prose only. */
  readonly 'x-documented'?: string;
}

/** Turns schemas of the contract into JSON Schemas and collects what has a name. */
export function jsonSchemas() {
  const named: Record<string, JsonSchema> = {};
  return {
    named,
    of: (schema: z.ZodMiniType): JsonSchema => {
      const { $defs = {}, ...root } = z.toJSONSchema(schema, {
        metadata: withMeanings,
        io: 'input',
        unrepresentable: 'any',
        override: (context) => describe(context.zodSchema, context.jsonSchema, context.path.length === 0),
      });
      delete root.$schema;
      for (const [name, definition] of Object.entries($defs)) named[name] = placed(definition);
      return placed(root);
    },
  };
}

/** With references as an OpenAPI document has them, and what a thing means before what it looks like. */
function placed(schema: object): JsonSchema {
  const text = JSON.stringify(schema).replaceAll('"#/$defs/', '"#/components/schemas/');
  return JSON.parse(text, (_key, value: unknown) => {
    if (!isDescribed(value)) return value;
    const { description, ...rest } = value;
    return { description, ...rest };
  }) as JsonSchema;
}

/** A schema with a description, and not the properties of a thing that has one. */
function isDescribed(value: unknown): value is { readonly description: string } {
  return typeof value === 'object' && value !== null && 'description' in value && typeof value.description === 'string';
}

function describe(schema: z.core.$ZodType, json: z.core.JSONSchema.BaseSchema, isRoot: boolean): void {
  const form = wireForm(schema);
  if (form || (isNullable(schema) && !isRoot)) {
    const replacement = form ?? json.anyOf?.[0];
    for (const key of ['type', 'anyOf', 'enum', 'const', 'pattern', 'format']) delete json[key];
    Object.assign(json, replacement);
  }
  const meaning = withMeanings.get(schema);
  for (const key of ['id', 'documented', 'quirks']) delete json[key];
  if (meaning?.documented === undefined) return;
  if (meaning.quirks?.length) json['x-quirks'] = [...meaning.quirks];
  const leftOut = schema._zod.optin === 'optional';
  if (leftOut !== (meaning.documented === 'optional')) json['x-documented'] = meaning.documented;
}

/** Left-out fields are left out: that null is taken for left out is no part of the documents. */
function isNullable(schema: z.core.$ZodType): boolean {
  return schema._zod.def.type === 'nullable';
}

function wireForm(schema: z.core.$ZodType): WireForm | undefined {
  const { wire } = (z.globalRegistry.get(schema) ?? {}) as { readonly wire?: WireForm };
  if (wire || schema._zod.def.type !== 'optional') return wire;
  const optional = schema as z.core.$ZodOptional;
  const inner = optional._zod.def.innerType;
  return wireForm(isNullable(inner) ? (inner as z.core.$ZodNullable)._zod.def.innerType : inner);
}
