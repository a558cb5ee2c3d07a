import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { OperatorPrincipal } from '../operator-principal.ts';

export interface OperatorRoleProps {
  readonly name: string;
  readonly description: string;
  /** Who of those that an administrator lets assume it may; none: everybody of the account whom an administrator lets. */
  readonly principals: readonly OperatorPrincipal[];
  /** All that the role may do. */
  readonly permissions: readonly iam.PolicyStatement[];
}

/** A role for people, with one policy of its own. */
export class OperatorRole extends Construct {
  readonly role: iam.Role;
  readonly policy: iam.ManagedPolicy;

  constructor(scope: Construct, id: string, { name, description, principals, permissions }: OperatorRoleProps) {
    super(scope, id);
    this.policy = new iam.ManagedPolicy(this, 'Policy', {
      description: `Guiyi: ${description}`,
      statements: [...permissions],
    });
    this.role = new iam.Role(this, 'Role', {
      roleName: name,
      description: `Guiyi: ${description}`,
      assumedBy: assumedBy(principals),
      managedPolicies: [this.policy],
    });
  }
}

/**
 * Trust is in accounts, and the names are conditions. A user or role that a trust policy names itself needs no other grant in its
 * own account: it could take all three roles, and nobody could give one of them alone.
 */
function assumedBy(principals: readonly OperatorPrincipal[]): iam.IPrincipal {
  if (principals.length === 0) return new iam.AccountRootPrincipal();
  const accounts = [...new Set(principals.map(({ account }) => account))];
  const [first, ...more] = accounts.map((account) => ofAccount(account, principals));
  return first && more.length > 0
    ? new iam.CompositePrincipal(first, ...more)
    : (first ?? new iam.AccountRootPrincipal());
}

function ofAccount(account: string, principals: readonly OperatorPrincipal[]): iam.PrincipalBase {
  const arns = principals.flatMap((one) => (one.account === account ? [one.arn] : []));
  const whole = new iam.AccountPrincipal(account);
  // An account that is named as a whole is not narrowed by a name beside it.
  if (arns.includes(undefined)) return whole;
  return new iam.PrincipalWithConditions(whole, { ArnLike: { 'aws:PrincipalArn': arns } });
}
