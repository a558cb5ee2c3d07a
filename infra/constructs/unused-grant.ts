import type * as iam from 'aws-cdk-lib/aws-iam';
import { CfnResource } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';

/** Where a template says so: in the metadata of the resource. */
export const unusedGrants = 'GuiyiUnusedGrants';

/**
 * Says why a statement grants what no run of ours does. `npm run test:roles` fails for a grant that nothing has used, unless it is
 * named here, and for one that is named here and used.
 * @param policy the policy or the role that has the statement
 */
export function explainUnused(policy: IConstruct, statement: iam.PolicyStatement, reason: string): void {
  const resource = policy.node.defaultChild;
  if (!CfnResource.isCfnResource(resource)) throw new TypeError(`${policy.node.path} is no resource of the template`);
  const { actions, resources } = statement;
  const before = resource.getMetadata(unusedGrants) as readonly object[] | undefined;
  resource.addMetadata(unusedGrants, [...(before ?? []), { actions, resources, reason }]);
}
