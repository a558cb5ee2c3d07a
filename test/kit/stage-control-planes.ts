import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { vi } from 'vitest';

type Fields = Readonly<Record<string, unknown>>;

/**
 * What `guiyi doctor --stack` reads of an account, by the documented shapes of SNS, CloudWatch, Lambda, SQS and DynamoDB: a call that is not known here, or
 * that has a parameter which is not, is an error.
 */
export interface StageControlPlanes {
  /** ARNs of subscriptions, or `PendingConfirmation`. */
  subscriptions: readonly string[];
  /** Name to state. */
  alarms: Readonly<Record<string, 'OK' | 'ALARM' | 'INSUFFICIENT_DATA'>>;
  concurrency: number;
  /** UUID to state. */
  mappings: Readonly<Record<string, string>>;
  alias: { readonly FunctionVersion: string; readonly RoutingConfig?: object };
  /** Address to messages that are visible. */
  queues: Readonly<Record<string, number>>;
  /** State of the item of the breaker, as JSON. */
  breaker: string | undefined;
  /** `<connection>#<day>` to the sort key of its newest event. */
  recent: Readonly<Record<string, string>>;
  /** Partition of the index `recent` to its events, for whoever asks for more than the newest. */
  readonly events: Map<string, readonly { readonly id: string; readonly state: string; readonly reason: string }[]>;
  /** What the deliver function answers to a probe. */
  probe: object;
  /** Operations that were asked for, each once. */
  readonly asked: Set<string>;
  stop(): Promise<void>;
}

const SERVICES = ['SNS', 'CLOUDWATCH', 'LAMBDA', 'SQS', 'DYNAMODB'] as const;

export async function startStageControlPlanes(): Promise<StageControlPlanes> {
  const server = createServer((request, response) => void answer(request, response));
  const planes: StageControlPlanes = {
    subscriptions: [],
    alarms: {},
    concurrency: 1000,
    mappings: {},
    alias: { FunctionVersion: '1' },
    queues: {},
    breaker: undefined,
    recent: {},
    events: new Map(),
    probe: { answered: true },
    asked: new Set(),
    async stop() {
      vi.unstubAllEnvs();
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const body = await text(request);
    try {
      const { type, content } = perform(planes, request, body);
      response.setHeader('content-type', type);
      response.end(content);
    } catch (error) {
      response.writeHead(400, { 'content-type': 'application/x-amz-json-1.0' });
      response.end(JSON.stringify({ __type: 'ValidationException', message: String(error) }));
    }
  };
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  for (const service of SERVICES) vi.stubEnv(`AWS_ENDPOINT_URL_${service}`, url);
  return planes;
}

interface Answer {
  readonly type: string;
  readonly content: string;
}

function perform(planes: StageControlPlanes, { method, url = '', headers }: IncomingMessage, body: string): Answer {
  const target = headers['x-amz-target'];
  if (typeof target === 'string') return json(performJson(planes, target, JSON.parse(body) as Fields));
  if (headers['content-type']?.startsWith('application/x-www-form-urlencoded')) return performQuery(planes, body);
  return json(performRest(planes, method ?? '', url, body));
}

const json = (content: object): Answer => ({ type: 'application/x-amz-json-1.0', content: JSON.stringify(content) });

const known: Readonly<Record<string, readonly string[]>> = {
  'GraniteServiceVersion20100801.DescribeAlarms': ['AlarmNamePrefix', 'AlarmTypes', 'NextToken', 'MaxRecords'],
  'AmazonSQS.GetQueueAttributes': ['QueueUrl', 'AttributeNames'],
  'DynamoDB_20120810.GetItem': ['TableName', 'Key', 'ConsistentRead'],
  'DynamoDB_20120810.Query': [
    'TableName',
    'IndexName',
    'KeyConditionExpression',
    'ExpressionAttributeNames',
    'ExpressionAttributeValues',
    'ScanIndexForward',
    'Limit',
  ],
};

function performJson(planes: StageControlPlanes, target: string, input: Fields): object {
  const unknown = Object.keys(input).filter((name) => !known[target]?.includes(name));
  if (!known[target] || unknown.length > 0) throw new Error(`${target} is not known with ${unknown.join(', ')}`);
  const operation = target.replace(/^.*\./, '');
  planes.asked.add(operation);
  switch (operation) {
    case 'DescribeAlarms': {
      const found = Object.entries(planes.alarms)
        .filter(([name]) => name.startsWith(String(input['AlarmNamePrefix'])))
        .map(([AlarmName, StateValue]) => ({ AlarmName, StateValue }));
      const isComposite = ({ AlarmName }: { readonly AlarmName: string }) => AlarmName.endsWith('Outage');
      return { CompositeAlarms: found.filter(isComposite), MetricAlarms: found.filter((one) => !isComposite(one)) };
    }
    case 'GetQueueAttributes': {
      const count = planes.queues[String(input['QueueUrl'])];
      if (count === undefined) throw new Error('no such queue');
      return {
        Attributes: { ApproximateNumberOfMessages: String(count), ApproximateNumberOfMessagesNotVisible: '0' },
      };
    }
    case 'GetItem':
      return planes.breaker === undefined ? {} : { Item: { state: { S: planes.breaker } } };
    default: {
      const { ':recent': partition } = input['ExpressionAttributeValues'] as Readonly<
        Record<string, { readonly S: string }>
      >;
      if (input['Limit'] !== 1) {
        const found = planes.events.get(partition?.S ?? '') ?? [];
        const Items = found.map(({ id, state, reason }) => ({
          id: { S: id },
          state: { S: state },
          reason: { S: reason },
        }));
        return { Items, Count: Items.length, ScannedCount: Items.length };
      }
      const at = planes.recent[partition?.S ?? ''];
      const Items = at === undefined ? [] : [{ recentAt: { S: at } }];
      return { Items, Count: Items.length, ScannedCount: Items.length };
    }
  }
}

function performQuery(planes: StageControlPlanes, body: string): Answer {
  const input = new URLSearchParams(body);
  const unknown = [...input.keys()].filter((name) => !['Action', 'Version', 'TopicArn', 'NextToken'].includes(name));
  if (input.get('Action') !== 'ListSubscriptionsByTopic' || unknown.length > 0) throw new Error('not known');
  planes.asked.add('ListSubscriptionsByTopic');
  const members = planes.subscriptions.map((arn) => `<member><SubscriptionArn>${arn}</SubscriptionArn></member>`);
  const namespace = 'http://sns.amazonaws.com/doc/2010-03-31/';
  return {
    type: 'text/xml',
    content:
      `<ListSubscriptionsByTopicResponse xmlns="${namespace}"><ListSubscriptionsByTopicResult>` +
      `<Subscriptions>${members.join('')}</Subscriptions></ListSubscriptionsByTopicResult></ListSubscriptionsByTopicResponse>`,
  };
}

function performRest(planes: StageControlPlanes, method: string, path: string, body: string): object {
  if (method === 'POST' && /^\/2015-03-31\/functions\/[\w-]+\/invocations\?Qualifier=live$/.test(path)) {
    planes.asked.add('Invoke');
    if (body !== '{"probe":"cdp"}') throw new Error('an event that the breaker does not send');
    return planes.probe;
  }
  if (method !== 'GET') throw new Error(`${method} ${path} is not known`);
  if (path === '/2016-08-19/account-settings') {
    planes.asked.add('GetAccountSettings');
    return { AccountLimit: { ConcurrentExecutions: planes.concurrency } };
  }
  const [, uuid] = /^\/2015-03-31\/event-source-mappings\/([\w-]+)$/.exec(path) ?? [];
  const State = planes.mappings[uuid ?? ''];
  if (State !== undefined) {
    planes.asked.add('GetEventSourceMapping');
    return { UUID: uuid, State };
  }
  if (/^\/2015-03-31\/functions\/[\w-]+\/aliases\/live$/.test(path)) {
    planes.asked.add('GetAlias');
    return { Name: 'live', ...planes.alias };
  }
  throw new Error(`${path} is not known`);
}
