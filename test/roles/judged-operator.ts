import { SQSClient } from '@aws-sdk/client-sqs';
import { secretPath } from '../../functions/shared/ports/secret-name.ts';
import { openStageContext } from '../../operations/aws/stage-context.ts';
import { stageOperations } from '../../operations/aws/stage-operations.ts';
import type { Emulators } from '../contract/aws-emulators.ts';
import type { OperationsWorld } from '../contract/operations.contract.ts';
import { stageWorld } from '../contract/stage-world.ts';
import { synthesise } from '../infra/synthesise.ts';
import type { Caller, Permission } from './enforcer/judge.ts';
import { type Judgements, openJudgements } from './enforcer/judgements.ts';
import type { Rule } from './enforcer/policy.ts';
import type { Account } from './enforcer/services/account.ts';
import { dynamodbPermissions } from './enforcer/services/dynamodb.ts';
import { s3Permissions, s3PermissionsToMiss } from './enforcer/services/s3.ts';
import { secretArn } from './enforcer/services/secrets-manager.ts';
import { sqsPermissions } from './enforcer/services/sqs.ts';
import type { Call } from './enforcer/signed-call.ts';
import { rulesOfRole } from './stack/policies.ts';
import { resolveStack } from './stack/resolved.ts';
import { ofType } from './stack/template.ts';

export type OperatorName = 'Read' | 'Act' | 'Reveal';

/** Operators of a stage between the emulators, each command of whom is judged by the policies of the synthesised stack. */
export interface JudgedOperators {
  /** A stage of its own, whose operator has the policies of these roles. */
  worldOf(...roles: readonly OperatorName[]): Promise<OperationsWorld>;
  /** While it is theirs. */
  become(...roles: readonly OperatorName[]): void;
  rulesOf(role: OperatorName): readonly Rule[];
  readonly judgements: Judgements;
  stop(): void;
}

const account: Account = { partition: 'aws', region: 'us-east-1', id: '000000000000' };

export function openJudgedOperators(emulators: Emulators): JudgedOperators {
  const stack = resolveStack(synthesise().template.toJSON(), {
    account,
    stack: 'Guiyi-dev',
    parameters: {},
    queues: 'http://127.0.0.1:1',
  });
  const judgements = openJudgements(() => []);
  const physicalOf = (type: string, prefix: string) => {
    const found = ofType(stack.resources, type).find(({ id }) => id.startsWith(prefix));
    return (
      stack.physical
        .get(found?.id ?? '')
        ?.ref.split('/')
        .at(-1) ?? ''
    );
  };
  const rules = new Map<OperatorName, readonly Rule[]>();
  const rulesOf = (role: OperatorName): readonly Rule[] => {
    const known = rules.get(role);
    if (known) return known;
    const found = ofType(stack.resources, 'AWS::IAM::Role').find(({ id }) => id.startsWith(`Operator${role}Role`));
    if (!found) throw new Error(`the stack has no role ${role}`);
    const read = rulesOfRole(found, stack);
    rules.set(role, read);
    return read;
  };

  let current: Caller | undefined;
  /** The names of a world, and what the same things are called in the stack. */
  const names = new Map<string, string>();
  const ask = (permission: Permission): void => {
    if (!current) return;
    let { resource } = permission;
    for (const [own, ofStack] of names) resource = resource.replaceAll(own, ofStack);
    if (judgements.ask(current, { ...permission, resource })) return;
    throw Object.assign(new Error(`not authorized to perform: ${permission.action}`), {
      name: 'AccessDeniedException',
    });
  };

  // All clients of the SDK have one base, in which every command is sent.
  const base = Object.getPrototypeOf(SQSClient.prototype) as {
    send: (this: unknown, command: Sent, ...more: readonly unknown[]) => Promise<unknown>;
  };
  const { send } = base;
  base.send = async function (command, ...more) {
    if (current) for (const permission of permissionsOf(command)) ask(permission);
    return send.call(this, command, ...more);
  };

  const become = (...roles: readonly OperatorName[]): void => {
    const name = roles.join(' and ');
    current = { kind: 'role', name, arn: `arn:aws:iam::${account.id}:role/${name}`, rules: roles.flatMap(rulesOf) };
  };
  return {
    judgements,
    rulesOf,
    become,
    async worldOf(...roles) {
      current = undefined;
      const world = await stageWorld(emulators);
      const { deployed, secrets } = world.context;
      const { queues, ledgerTable, journalTable, archiveBucket } = deployed;
      const queueName = (url: string) => url.split('/').at(-1) ?? '';
      names.set(queueName(queues.events), physicalOf('AWS::SQS::Queue', 'EventsQueue'));
      names.set(queueName(queues.eventDeadLetters), physicalOf('AWS::SQS::Queue', 'EventsDeadLetters'));
      names.set(queueName(queues.inlet), physicalOf('AWS::SQS::Queue', 'InletEventsQueue'));
      names.set(queueName(queues.inletDeadLetters), physicalOf('AWS::SQS::Queue', 'InletEventsDeadLetters'));
      names.set(ledgerTable, physicalOf('AWS::DynamoDB::Table', 'Ledger'));
      names.set(journalTable, physicalOf('AWS::DynamoDB::Table', 'Journal'));
      names.set(archiveBucket, physicalOf('AWS::S3::Bucket', 'Archive'));
      const judged = {
        read: async (name: string) => {
          const resource = secretArn(`guiyi/dev/${secretPath(name)}`, account);
          ask({ action: 'secretsmanager:GetSecretValue', resource });
          return secrets.read(name);
        },
      };
      /** What the functions and platforms do is judged elsewhere. */
      const unjudged = async <T>(work: () => Promise<T>): Promise<T> => {
        const before = current;
        current = undefined;
        try {
          return await work();
        } finally {
          current = before;
        }
      };
      become(...roles);
      return {
        operations: stageOperations(openStageContext({ ...world.context, secrets: judged }, world.surroundings)),
        send: (connection, request) => unjudged(() => world.send(connection, request)),
        inCdp: world.inCdp,
        inlet: (body) => unjudged(() => world.inlet(body)),
        settled: () => unjudged(() => world.settled()),
      };
    },
    stop() {
      base.send = send;
    },
  };
}

interface Sent {
  readonly input: Readonly<Record<string, unknown>>;
}

const s3Methods: Readonly<Record<string, string>> = {
  GetObject: 'GET',
  PutObject: 'PUT',
  DeleteObject: 'DELETE',
  ListObjectsV2: 'GET',
};

/** @throws Error for a command that no operator sends */
function permissionsOf(command: Sent): readonly Permission[] {
  const operation = command.constructor.name.replace(/Command$/, '');
  const { input } = command;
  const method = s3Methods[operation];
  if (method !== undefined) {
    const place = `/${String(input['Bucket'])}${operation === 'ListObjectsV2' ? '?list-type=2' : `/${String(input['Key'])}`}`;
    const call = callOf(method, place, {}, '');
    return [...s3Permissions(call, account), ...s3PermissionsToMiss(call, account)];
  }
  const call = callOf('POST', '/', { 'x-amz-target': `Service.${operation}` }, JSON.stringify(input));
  return input['QueueUrl'] === undefined ? dynamodbPermissions(call, account) : sqsPermissions(call, account);
}

function callOf(method: string, place: string, headers: Call['headers'], body: string): Call {
  return { method, url: new URL(place, 'http://127.0.0.1'), headers, body: Buffer.from(body) };
}
