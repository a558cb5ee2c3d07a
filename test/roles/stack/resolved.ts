import type { Account } from '../enforcer/services/account.ts';
import { resolver } from './intrinsics.ts';
import { type Physical, physicalOf } from './physical.ts';
import type { ResolvedStack } from './policies.ts';
import { readTemplate } from './template.ts';

export interface Deploying {
  readonly account: Account;
  /** Its name. */
  readonly stack: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** The address below which the queues are. */
  readonly queues: string;
}

/** A synthesised template with names in the place of its references. */
export function resolveStack(template: unknown, { account, stack, parameters, queues }: Deploying): ResolvedStack {
  const resources = readTemplate(template);
  const physical = new Map<string, Physical>();
  for (const resource of resources) {
    const one = physicalOf(resource, account, queues);
    if (one) physical.set(resource.id, one);
  }
  return { account, resources, physical, resolve: resolver({ account, stack, parameters, resources: physical }) };
}
