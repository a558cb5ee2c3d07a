import * as z from 'zod/mini';
import type { QuirkId } from './quirks.ts';

/** What is known of a schema beside its type. */
export interface Meaning {
  /** The name that a schema which several endpoints share has in the OpenAPI document. */
  readonly id?: string;
  readonly description?: string;
  /** Of a field: the column "required" of the documents' tables; `prose`: in no table, only in the text. */
  readonly documented?: 'required' | 'optional' | 'prose';
  readonly quirks?: readonly QuirkId[];
}

/** What is known of the contract's schemas: of every field of requests and data, and of what has a name. */
export const withMeanings = z.registry<Meaning>();

interface Issue {
  readonly input?: unknown;
}

/** The message of a field that has the wrong type or is missing; whoever shows it puts the field's name in front. */
export function must(be: string): { error: (issue: Issue) => string } {
  return { error: ({ input }) => (input === undefined ? 'is required' : `must be ${be}`) };
}

/** A field that the documents mark as required. */
export function required<S extends z.ZodMiniType>(schema: S, description: string, ...quirks: readonly QuirkId[]): S {
  const field = schema.clone();
  withMeanings.add(field, { description, documented: 'required', quirks });
  return field;
}

/** A field that may be left out. null counts as left out, which is how a Java client writes it. */
export function optional<S extends z.ZodMiniType>(schema: S, description: string, ...quirks: readonly QuirkId[]) {
  const field = z.nullish(schema);
  withMeanings.add(field, { description, documented: 'optional', quirks });
  return field;
}

/** A field of which only the text around the tables speaks. */
export function inProse<S extends z.ZodMiniType>(schema: S, description: string, ...quirks: readonly QuirkId[]) {
  const field = z.nullish(schema);
  withMeanings.add(field, { description, documented: 'prose', quirks });
  return field;
}

/** Gives a schema that several endpoints share its name. */
export function namedField<S extends z.ZodMiniType>(id: string, schema: S): S {
  withMeanings.add(schema, { id });
  return schema;
}

/** A value's form on the wire, in JSON Schema. */
export interface WireForm {
  readonly type: 'boolean' | 'integer' | 'string';
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly minimum?: number;
  readonly enum?: readonly (number | string)[];
}

/** Says the form of what a schema's own checks cannot say in JSON Schema. */
export function onWire(form: WireForm) {
  return z.meta<unknown>({ wire: form });
}
