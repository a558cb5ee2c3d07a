import type * as z from 'zod/mini';

export type Checked<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly issues: readonly z.core.$ZodIssue[] };

/** Judges settings by their schema, and makes of them what is needed. */
export function check<In, Out>(schema: z.ZodMiniType<In>, raw: unknown, use: (value: In) => Out): Checked<Out> {
  const parsed = schema.safeParse(raw);
  return parsed.success ? { ok: true, value: use(parsed.data) } : { ok: false, issues: parsed.error.issues };
}
