import * as z from 'zod/mini';
import { NotUnderstood } from '../enforcer/not-understood.ts';
import { readPolicy, type Rule } from '../enforcer/policy.ts';
import type { Account } from '../enforcer/services/account.ts';
import type { Resolve } from './intrinsics.ts';
import { managedPolicies } from './managed-policies.ts';
import type { Physical } from './physical.ts';
import { ofType, type TemplateResource } from './template.ts';

/** A template whose references can be resolved. */
export interface ResolvedStack {
  readonly account: Account;
  readonly resources: readonly TemplateResource[];
  readonly physical: ReadonlyMap<string, Physical>;
  readonly resolve: Resolve;
}

const inline = z.array(z.object({ PolicyName: z.string(), PolicyDocument: z.unknown() }));
const names = z.array(z.string());

/** All that a role may do: its inline policies, those that name it, and the managed ones that it names. */
export function rulesOfRole(role: TemplateResource, stack: ResolvedStack): readonly Rule[] {
  const { resources, physical, resolve } = stack;
  if (role.properties['PermissionsBoundary'] !== undefined) throw new NotUnderstood(`the boundary of ${role.id}`);
  const own = inline
    .parse(role.properties['Policies'] ?? [])
    .flatMap((policy) => readPolicy(resolve(policy.PolicyDocument), role.id));
  const reference = physical.get(role.id)?.ref ?? '';
  const wanted = names.parse(resolve(role.properties['ManagedPolicyArns'] ?? []));
  const managed = ofType(resources, 'AWS::IAM::ManagedPolicy').map((policy) => ({
    policy,
    arn: physical.get(policy.id)?.ref ?? '',
  }));
  const attached = [
    ...ofType(resources, 'AWS::IAM::Policy').filter((policy) => namesRole(policy, reference, resolve)),
    ...managed.flatMap(({ policy, arn }) =>
      wanted.includes(arn) || namesRole(policy, reference, resolve) ? [policy] : [],
    ),
  ].flatMap(({ id, properties }) => readPolicy(resolve(properties['PolicyDocument']), id));
  const ofAws = wanted
    .filter((arn) => !managed.some((one) => one.arn === arn))
    .flatMap((arn) => {
      const document = managedPolicies[arn.replace(/^arn:[\w-]+:iam::aws:policy\//, '')];
      if (document === undefined) throw new NotUnderstood(`the managed policy ${arn}`);
      return readPolicy(document, `${arn} of ${role.id}`);
    });
  return [...own, ...attached, ...ofAws];
}

function namesRole({ properties }: TemplateResource, role: string, resolve: Resolve): boolean {
  return names.parse(resolve(properties['Roles'] ?? [])).includes(role);
}

export interface AttachedPolicy {
  /** ARNs. */
  readonly to: readonly string[];
  readonly rules: readonly Rule[];
}

/** The policies that queues and buckets have themselves. */
export function resourcePolicies({ account, resources, resolve }: ResolvedStack): readonly AttachedPolicy[] {
  const queues = ofType(resources, 'AWS::SQS::QueuePolicy').map(({ id, properties }) => ({
    to: names
      .parse(resolve(properties['Queues']))
      .map((url) => `arn:${account.partition}:sqs:${account.region}:${account.id}:${url.split('/').at(-1) ?? ''}`),
    rules: readPolicy(resolve(properties['PolicyDocument']), id),
  }));
  const buckets = ofType(resources, 'AWS::S3::BucketPolicy').map(({ id, properties }) => ({
    to: [`arn:${account.partition}:s3:::${String(resolve(properties['Bucket']))}`],
    rules: readPolicy(resolve(properties['PolicyDocument']), id),
  }));
  return [...queues, ...buckets];
}

/** The rules that are attached to a resource; an object has those of its bucket. */
export function rulesAttachedTo(resource: string, policies: readonly AttachedPolicy[]): readonly Rule[] {
  return policies.flatMap(({ to, rules }) =>
    to.some((arn) => resource === arn || resource.startsWith(`${arn}/`)) ? rules : [],
  );
}
