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

/** What the role of a function allows, one line per action and resource: `sqs:SendMessage EventsQueue`. */
export function permissions(template: Template, functionName: string): string[] {
  const role = resource(template, 'AWS::IAM::Role', `${functionName}Role`);
  const [policy, ...more] = role.properties['Policies'] as readonly {
    readonly PolicyDocument: { readonly Statement: readonly Statement[] };
  }[];
  if (!policy || more.length > 0) throw new Error(`${role.id} has not exactly one policy`);
  return policy.PolicyDocument.Statement.flatMap(({ Effect, Action, Resource: target, Condition }) => {
    if (Effect !== 'Allow' || Condition !== undefined) throw new Error(`${role.id} has an unusual statement`);
    return [Action].flat().flatMap((action) => [target].flat().map((one) => `${action} ${nameOf(one)}`));
  }).sort();
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
