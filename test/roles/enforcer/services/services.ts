import type { Permission } from '../judge.ts';
import type { Call } from '../signed-call.ts';
import type { Account } from './account.ts';
import { codeDeployPermissions } from './code-deploy.ts';
import { dynamodbPermissions } from './dynamodb.ts';
import { lambdaPermissions } from './lambda.ts';
import { s3Permissions, s3PermissionsToMiss } from './s3.ts';
import { secretsManagerPermissions } from './secrets-manager.ts';
import { sqsPermissions } from './sqs.ts';

export interface Service {
  /** What a call needs; all of it. @throws NotUnderstood */
  readonly permissions: (call: Call, account: Account) => readonly Permission[];
  /** What it needs besides, where the thing that it asks for is not there. */
  readonly permissionsToMiss?: (call: Call, account: Account) => readonly Permission[];
}

/** The services that are judged, by their names in a signature. */
export const services = {
  sqs: { permissions: sqsPermissions },
  dynamodb: { permissions: dynamodbPermissions },
  s3: { permissions: s3Permissions, permissionsToMiss: s3PermissionsToMiss },
  lambda: { permissions: lambdaPermissions },
  codedeploy: { permissions: codeDeployPermissions },
  secretsmanager: { permissions: secretsManagerPermissions },
} as const satisfies Readonly<Record<string, Service>>;

export type ServiceName = keyof typeof services;

export function isServiceName(name: string): name is ServiceName {
  return Object.hasOwn(services, name);
}
