import { customerGroups } from './customer-groups.ts';
import { customers } from './customers.ts';
import type { EndpointName } from './endpoints.ts';
import { groupFolders } from './group-folders.ts';
import { groupMembership } from './group-membership.ts';

/** The 22 endpoints with everything that is known of them. */
export const contract = {
  ...customers,
  ...customerGroups,
  ...groupFolders,
  ...groupMembership,
} satisfies Record<EndpointName, unknown>;

export type Contract = typeof contract;
