import { CfnOutput, type Stack, Validations } from 'aws-cdk-lib/core';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as sns from 'aws-cdk-lib/aws-sns';
import type * as ssm from 'aws-cdk-lib/aws-ssm';
import { BREAKER_KEY } from '../functions/shared/ports/breaker-key.ts';
import { journalIndexes } from '../functions/shared/ports/journal-keys.ts';
import { LISTED_INDEX } from '../functions/shared/ports/listed-index.ts';
import { REVEALS_PARTITION } from '../operations/reveals.ts';
import type { Stage } from '../operations/stage.ts';
import { acknowledgeSecretWildcard, readConnectionSecrets } from './constructs/connection-secrets.ts';
import { OperatorRole } from './constructs/operator-role.ts';
import type { addFunctions } from './functions.ts';
import type { OperatorPrincipal } from './operator-principal.ts';
import { send } from './queue-permissions.ts';
import type { StageStores } from './stores.ts';

export interface OperatorRolesProps {
  readonly stage: Stage;
  readonly principals: readonly OperatorPrincipal[];
  readonly stores: StageStores;
  readonly functions: ReturnType<typeof addFunctions>;
  readonly alarmTopic: sns.ITopic;
  readonly parameter: ssm.StringParameter;
}

/**
 * Who looks, who acts, and who sees in clear. Each has what its commands call and no more; the others it lacks on purpose, so that
 * nobody who only looks moves anything, and nobody who only acts opens what is sealed.
 */
export function addOperatorRoles(stack: Stack, props: OperatorRolesProps): void {
  const { stage, principals, stores } = props;
  const looking = mayLook(props);
  const roles = {
    read: { description: 'looks at a stage, and changes nothing', permissions: looking },
    act: {
      description: 'looks at a stage, pauses, decides and moves messages; opens nothing that is sealed',
      permissions: [...looking, ...mayAct(stores)],
    },
    reveal: {
      description: 'looks at a stage, and sees in clear what is sealed and quarantined; each time is written down',
      permissions: [...looking, ...mayReveal(stack, props)],
    },
  };
  for (const [name, { description, permissions }] of Object.entries(roles)) {
    const title = `Operator${name[0]?.toUpperCase() ?? ''}${name.slice(1)}`;
    const { role, policy } = new OperatorRole(stack, title, {
      // Roles are of all regions of an account, and a stage is of one.
      name: `guiyi-${stage.name}-${name}-${stack.region}`,
      description,
      principals,
      permissions,
    });
    stores.archive.acknowledgeObjectWildcards(policy);
    acknowledgeSecretWildcard(policy, stage.secretPrefix);
    Validations.of(policy).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::*]',
      reason: 'AWS gives alarm states, metrics and account limits for the whole account only.',
    });
    // oxlint-disable-next-line no-new -- a construct comes into its tree by being made
    new CfnOutput(stack, `${title}RoleArn`, { description: `Role of whoever ${description}`, value: role.roleArn });
  }
}

const allow = (actions: readonly string[], ...resources: readonly string[]) =>
  new iam.PolicyStatement({ actions: [...actions], resources: [...resources] });

/** Items of one partition alone. */
const onPartition = (actions: readonly string[], table: string, ...partitions: readonly string[]) =>
  new iam.PolicyStatement({
    actions: [...actions],
    resources: [table],
    conditions: { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': [...partitions] } },
  });

function mayLook({ stores, functions, alarmTopic, parameter }: OperatorRolesProps): readonly iam.PolicyStatement[] {
  const { own, journal, ledger, events, inletQueue, secrets } = stores;
  const queues = [events.queue, events.deadLetters, inletQueue.queue, inletQueue.deadLetters];
  const indexOf = (table: string, ...names: readonly string[]) => names.map((name) => `${table}/index/${name}`);
  const { mappings, webhook } = functions;
  return [
    ...(own ? [own.using()] : []),
    allow(['ssm:GetParameter'], parameter.parameterArn),
    allow(['dynamodb:BatchGetItem'], journal.table.tableArn, ledger.table.tableArn),
    allow(['dynamodb:GetItem'], ledger.table.tableArn),
    allow(
      ['dynamodb:Query'],
      journal.table.tableArn,
      ...indexOf(journal.table.tableArn, journalIndexes.recent, journalIndexes.open),
      ...indexOf(ledger.table.tableArn, LISTED_INDEX),
    ),
    allow(['sqs:GetQueueAttributes'], ...queues.map(({ queueArn }) => queueArn)),
    // By its key orders and people are looked for; of what is sealed it opens nothing.
    secrets.readingOne('privacy'),
    // What is deleted of somebody, by hashes.
    ...stores.archive.reading('receipts'),
    allow(['cloudwatch:DescribeAlarms', 'cloudwatch:GetMetricData', 'lambda:GetAccountSettings'], '*'),
    allow(['sns:ListSubscriptionsByTopic'], alarmTopic.topicArn),
    allow(['lambda:GetAlias'], webhook.function.functionArn),
    allow(
      ['lambda:GetEventSourceMapping'],
      mappings.inlet.eventSourceMappingArn,
      mappings.deliver.eventSourceMappingArn,
    ),
  ];
}

/** On a protected stage the commands ask besides whether it is unlocked. */
function mayAct({ archive, journal, ledger, events, inletQueue }: StageStores): readonly iam.PolicyStatement[] {
  return [
    new iam.PolicyStatement({
      actions: ['dynamodb:PutItem', 'dynamodb:UpdateItem'],
      resources: [journal.table.tableArn],
      // Who has seen what in clear is written by whoever sees it.
      conditions: { 'ForAllValues:StringNotEquals': { 'dynamodb:LeadingKeys': [REVEALS_PARTITION] } },
    }),
    // The lock of whoever moves messages; nothing else is deleted.
    onPartition(['dynamodb:DeleteItem'], journal.table.tableArn, 'operator'),
    onPartition(['dynamodb:PutItem'], ledger.table.tableArn, BREAKER_KEY),
    // Decisions, requests about people, and letters that are sent again.
    send(events.queue, inletQueue.queue),
    archive.writing('claims'),
    // Of whoever sees what is quarantined: what was sent again or discarded goes, and can be had back for a week.
    archive.deleting('quarantine'),
    allow(['sqs:ReceiveMessage', 'sqs:DeleteMessage'], events.deadLetters.queueArn, inletQueue.deadLetters.queueArn),
    allow(['sqs:ChangeMessageVisibility'], inletQueue.deadLetters.queueArn),
  ];
}

function mayReveal(stack: Stack, { stage, stores }: OperatorRolesProps): readonly iam.PolicyStatement[] {
  const { archive, journal, inletQueue, secrets } = stores;
  return [
    secrets.readingOne('envelopes'),
    // Customers are asked of the CDP itself, which has no key that only looks.
    secrets.readingOne('cdp'),
    // Without them nobody can open what a platform has encrypted; with them somebody could forge that platform's events.
    readConnectionSecrets(stack, stage.secretPrefix),
    ...archive.reading('quarantine'),
    onPartition(['dynamodb:PutItem'], journal.table.tableArn, REVEALS_PARTITION),
    allow(['sqs:ReceiveMessage', 'sqs:ChangeMessageVisibility'], inletQueue.deadLetters.queueArn),
  ];
}
