import { NotUnderstood } from '../not-understood.ts';
import type { Permission } from '../judge.ts';
import { type Call, jsonOf, operationOf, textIn } from '../signed-call.ts';
import { type Account, arnIn } from './account.ts';

/**
 * Secrets Manager puts six characters of its own behind the name; here they are the same for all. A secret that does not exist has
 * none, and a policy that names the ARN of one secret then refuses what here is only missing.
 */
export const SECRET_SUFFIX = '-Emu1at';

export function secretsManagerPermissions(call: Call, account: Account): Permission[] {
  const operation = operationOf(call);
  if (operation !== 'GetSecretValue') throw new NotUnderstood(`the operation ${operation} of Secrets Manager`);
  const id = textIn(jsonOf(call), 'SecretId');
  return [{ action: 'secretsmanager:GetSecretValue', resource: id.startsWith('arn:') ? id : secretArn(id, account) }];
}

export function secretArn(name: string, account: Account): string {
  return arnIn(account, 'secretsmanager', `secret:${name}${SECRET_SUFFIX}`);
}
