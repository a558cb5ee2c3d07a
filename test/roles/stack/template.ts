import * as z from 'zod/mini';

const resource = z.object({
  Type: z.string(),
  Properties: z.optional(z.record(z.string(), z.unknown())),
  Metadata: z.optional(z.record(z.string(), z.unknown())),
});
const template = z.object({ Resources: z.record(z.string(), resource) });

export interface TemplateResource {
  /** Its logical id. */
  readonly id: string;
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly metadata: Readonly<Record<string, unknown>>;
}

/** The resources of a synthesised template, their references unresolved. */
export function readTemplate(json: unknown): readonly TemplateResource[] {
  return Object.entries(template.parse(json).Resources).map(([id, { Type, Properties, Metadata }]) => ({
    id,
    type: Type,
    properties: Properties ?? {},
    metadata: Metadata ?? {},
  }));
}

export function ofType(resources: readonly TemplateResource[], type: string): readonly TemplateResource[] {
  return resources.filter((one) => one.type === type);
}
