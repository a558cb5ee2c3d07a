/** Who may assume the roles of operators, if an administrator lets them. */
export interface OperatorPrincipal {
  readonly account: string;
  /** Of a user or role, with `*` for any text; undefined: everybody of the account. */
  readonly arn: string | undefined;
}

/** Undefined for what is no account id, and no ARN of a user or role. */
export function toOperatorPrincipal(name: string): OperatorPrincipal | undefined {
  if (/^\d{12}$/.test(name)) return { account: name, arn: undefined };
  const [, account] = /^arn:aws(?:-cn)?:iam::(\d{12}):(?:user|role)\/[\w+=,.@*/-]+$/.exec(name) ?? [];
  return account === undefined ? undefined : { account, arn: name };
}
