import type { Template } from 'aws-cdk-lib/assertions';

export interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Principal?: unknown;
  readonly Condition?: unknown;
}

export interface Resource {
  readonly id: string;
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly deletionPolicy: string | undefined;
}

interface TemplateJson {
  readonly Resources: Readonly<
    Record<
      string,
      {
        readonly Type: string;
        readonly Properties?: Readonly<Record<string, unknown>>;
        readonly DeletionPolicy?: string;
      }
    >
  >;
}

/** All resources of a template, or those of one type. */
export function resources(template: Template, type?: string): Resource[] {
  const json = template.toJSON() as TemplateJson;
  return Object.entries(json.Resources)
    .map(([id, resource]) => ({
      id,
      type: resource.Type,
      properties: resource.Properties ?? {},
      deletionPolicy: resource.DeletionPolicy,
    }))
    .filter((resource) => type === undefined || resource.type === type);
}

export function resource(template: Template, type: string, idPrefix: string): Resource {
  const found = resources(template, type).filter(({ id }) => id.startsWith(idPrefix));
  const [only] = found;
  if (!only || found.length > 1) throw new Error(`${found.length} resources of ${type} begin with ${idPrefix}`);
  return only;
}

/** The text of a template without what changes with every build: names of assets, and versions of functions. */
export function stableText(template: Template, indent?: number): string {
  return JSON.stringify(template.toJSON(), null, indent)
    .replaceAll(/[0-9a-f]{64}\.zip/g, '<asset>.zip')
    .replaceAll(/(?<=CurrentVersion)[0-9A-F]{8}[0-9a-f]{32}/g, '');
}

/** `{ 'Fn::GetAtt': ['EventsQueue7396B467', 'Arn'] }` to `EventsQueue`; joined parts are joined. */
export function nameOf(value: unknown): string {
  if (typeof value === 'string') return value;
  const reference = value as {
    readonly Ref?: string;
    readonly 'Fn::GetAtt'?: readonly [string, string];
    readonly 'Fn::Join'?: readonly [string, readonly unknown[]];
  };
  const join = reference['Fn::Join'];
  if (join) return join[1].map(nameOf).join(join[0]);
  return (reference.Ref ?? reference['Fn::GetAtt']?.[0] ?? '?').replace(/[0-9A-F]{8}$/, '');
}
