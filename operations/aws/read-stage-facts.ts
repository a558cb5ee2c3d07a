import { CloudWatchClient, paginateDescribeAlarms } from '@aws-sdk/client-cloudwatch';
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import {
  GetAccountSettingsCommand,
  GetAliasCommand,
  GetEventSourceMappingCommand,
  LambdaClient,
} from '@aws-sdk/client-lambda';
import { paginateListSubscriptionsByTopic, SNSClient } from '@aws-sdk/client-sns';
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod/mini';
import { BREAKER_KEY } from '../../functions/shared/ports/breaker-key.ts';
import type { Deployed } from '../deployed.ts';
import { type QueueName, queueNames, type StageFacts } from '../stage-facts.ts';
import { inAccount } from './account-error.ts';
import { readLastEvents } from './last-events.ts';

/**
 * Looks at a stage with the rights of the person who asks. Nothing is changed.
 * @param stack its name, which those of its alarms begin with
 * @throws AccountError
 */
export async function readStageFacts(
  deployed: Deployed,
  stack: string,
  connections: readonly string[],
  now: number,
): Promise<StageFacts> {
  const { region } = deployed;
  const [subscriptions, alarms, lambda, queues, breaker, lastEvents] = await Promise.all([
    inAccount('list who hears the alarms', async () =>
      readSubscriptions(new SNSClient({ region }), deployed.alarmTopic),
    ),
    inAccount('read the alarms', async () => readAlarms(new CloudWatchClient({ region }), `${stack}-`)),
    inAccount('look at the functions', async () => readLambda(new LambdaClient({ region }), deployed)),
    inAccount('count what waits in the queues', async () =>
      readQueues(new SQSClient({ region, useQueueUrlAsEndpoint: false }), deployed),
    ),
    inAccount('read the state of the breaker', async () => readBreaker(new DynamoDBClient({ region }), deployed)),
    inAccount('read when the last events came', async () =>
      readLastEvents(connections, { client: new DynamoDBClient({ region }), table: deployed.journalTable, now }),
    ),
  ]);
  return { subscriptions, ...alarms, ...lambda, queues, breaker, lastEvents };
}

async function readSubscriptions(client: SNSClient, topic: string): Promise<StageFacts['subscriptions']> {
  let confirmed = 0;
  let pending = 0;
  for await (const { Subscriptions = [] } of paginateListSubscriptionsByTopic({ client }, { TopicArn: topic })) {
    for (const { SubscriptionArn = '' } of Subscriptions) {
      if (SubscriptionArn.startsWith('arn:')) confirmed += 1;
      else if (SubscriptionArn === 'PendingConfirmation') pending += 1;
    }
  }
  return { confirmed, pending };
}

async function readAlarms(client: CloudWatchClient, prefix: string): Promise<Pick<StageFacts, 'alarms' | 'alarmsOn'>> {
  const found: (readonly [name: string, state: string])[] = [];
  const query = { AlarmNamePrefix: prefix, AlarmTypes: ['MetricAlarm' as const, 'CompositeAlarm' as const] };
  for await (const { MetricAlarms = [], CompositeAlarms = [] } of paginateDescribeAlarms({ client }, query)) {
    for (const { AlarmName = '', StateValue = '' } of [...CompositeAlarms, ...MetricAlarms])
      found.push([AlarmName.slice(prefix.length), StateValue]);
  }
  return { alarms: found.length, alarmsOn: found.flatMap(([name, state]) => (state === 'ALARM' ? [name] : [])) };
}

async function readLambda(
  client: LambdaClient,
  { functions, mappings }: Deployed,
): Promise<Pick<StageFacts, 'concurrency' | 'mappings' | 'release'>> {
  const stateOf = async (uuid: string) => (await client.send(new GetEventSourceMappingCommand({ UUID: uuid }))).State;
  const [{ AccountLimit }, { FunctionVersion = '', RoutingConfig }, inlet = '', deliver = ''] = await Promise.all([
    client.send(new GetAccountSettingsCommand({})),
    client.send(new GetAliasCommand({ FunctionName: functions.webhook, Name: 'live' })),
    stateOf(mappings.inlet),
    stateOf(mappings.deliver),
  ]);
  const [coming] = Object.keys(RoutingConfig?.AdditionalVersionWeights ?? {});
  return {
    concurrency: AccountLimit?.ConcurrentExecutions ?? 0,
    mappings: { inlet, deliver },
    release: { live: FunctionVersion, coming },
  };
}

const counted = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const;

async function readQueues(client: SQSClient, { queues }: Deployed): Promise<Readonly<Record<QueueName, number>>> {
  const counts = await Promise.all(
    queueNames.map(async (name) => {
      const { Attributes } = await client.send(
        new GetQueueAttributesCommand({
          QueueUrl: queues[name],
          AttributeNames: [...counted],
        }),
      );
      const count = (key: (typeof counted)[number]) => Number(Attributes?.[key] ?? 0);
      return [name, count('ApproximateNumberOfMessages') + count('ApproximateNumberOfMessagesNotVisible')] as const;
    }),
  );
  return Object.fromEntries(counts) as Record<QueueName, number>;
}

const breakerState = z.object({
  state: z.string(),
  trouble: z.optional(z.object({ reason: z.string() })),
  pause: z.optional(z.object({ by: z.string(), why: z.string() })),
});

async function readBreaker(client: DynamoDBClient, { ledgerTable }: Deployed): Promise<StageFacts['breaker']> {
  const { Item } = await client.send(
    new GetItemCommand({ TableName: ledgerTable, Key: { key: { S: BREAKER_KEY } }, ConsistentRead: true }),
  );
  const text = Item?.['state']?.S;
  if (text === undefined) return { state: 'closed', why: undefined };
  const { state, trouble, pause } = breakerState.parse(JSON.parse(text));
  return pause ? { state: 'paused', why: `${pause.why} (${pause.by})` } : { state, why: trouble?.reason };
}
