import type * as z from 'zod/mini';
import { type Meaning, withMeanings } from '../../../../../functions/shared/cdp/contract/field.ts';

export interface SchemaField {
  /** `records[].type`; an object within itself is not entered again. */
  readonly path: string;
  readonly schema: z.core.$ZodType;
  readonly meaning: Meaning | undefined;
}

interface Definition {
  readonly type: string;
  readonly shape?: Readonly<Record<string, z.core.$ZodType>>;
  readonly innerType?: z.core.$ZodType;
  readonly element?: z.core.$ZodType;
}

/** All fields of a schema, read off the schema itself. */
export function schemaFields(
  schema: z.core.$ZodType,
  path = '',
  above: readonly z.core.$ZodType[] = [],
): readonly SchemaField[] {
  const { innerType, element, shape = {} } = schema._zod.def as Definition;
  if (innerType) return schemaFields(innerType, path, above);
  if (element) return schemaFields(element, path === '' ? '' : `${path}[]`, above);
  if (above.includes(schema)) return [];
  return Object.entries(shape).flatMap(([name, field]) => {
    const here = path === '' ? name : `${path}.${name}`;
    return [
      { path: here, schema: field, meaning: withMeanings.get(field) },
      ...schemaFields(field, here, [...above, schema]),
    ];
  });
}
