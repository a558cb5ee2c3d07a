import { join } from 'node:path';
import { Duration, type Stack } from 'aws-cdk-lib/core';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { Stage } from '../operations/stage.ts';
import { BundledFunction } from './constructs/bundled-function.ts';
import { acknowledgeSecretWildcard, readConnectionSecrets } from './constructs/connection-secrets.ts';
import { acknowledgeInterfaceWildcard, FixedEgress, networkInterfaces } from './constructs/fixed-egress.ts';
import { explainUnused } from './constructs/unused-grant.ts';
import type { Deployment } from './deployment.ts';
import { consume, giveBack, send } from './queue-permissions.ts';
import type { StageStores, Timeouts } from './stores.ts';

const inletConcurrency = 5;

export interface FunctionsProps {
  readonly stage: Stage;
  readonly deployment: Deployment;
  /** Folder with one folder per function. */
  readonly bundles: string;
  readonly timeouts: Timeouts;
  /** In a region of AWS China. */
  readonly china: boolean;
  readonly stores: StageStores;
}

/** What every function of the stage has. */
export function commonOf({ bundles, timeouts, deployment, china }: Omit<FunctionsProps, 'stores'>) {
  return (name: keyof Timeouts) => ({
    folder: join(bundles, name),
    timeout: Duration.seconds(timeouts[name]),
    architecture: architectureFor(deployment, china),
    logRetention: deployment.logRetention,
  });
}

/** The four functions, and what each may do. */
export function addFunctions(stack: Stack, props: FunctionsProps) {
  const webhook = addWebhook(stack, props);
  const inlet = addInlet(stack, props);
  const egress = props.deployment.fixedEgress ? new FixedEgress(stack, 'Egress') : undefined;
  const deliver = addDeliver(stack, props, egress);
  for (const { policy } of [webhook, inlet, deliver]) {
    props.stores.archive.acknowledgeObjectWildcards(policy);
    acknowledgeSecretWildcard(policy, props.stage.secretPrefix);
  }
  const mappings = {
    inlet: inlet.consume(props.stores.inletQueue.queue, { maxConcurrency: inletConcurrency, metrics: !props.china }),
    deliver: deliver.consume(props.stores.events.queue, {
      maxConcurrency: props.deployment.deliverConcurrency,
      metrics: !props.china,
    }),
  };
  const breaker = addBreaker(stack, props, { deliver, mapping: mappings.deliver });
  return { webhook, inlet, deliver, breaker, mappings, egress };
}

function sharedEnvironment({ stage, stores }: FunctionsProps) {
  return {
    GUIYI_ARCHIVE_BUCKET: stores.archive.bucket.bucketName,
    GUIYI_SECRET_PREFIX: stage.secretPrefix,
    GUIYI_METRIC_NAMESPACE: stage.metricNamespace,
  };
}

function ofConnections(stack: Stack, { stage }: FunctionsProps, names: readonly string[]) {
  return names.length === 0 ? [] : [readConnectionSecrets(stack, stage.secretPrefix)];
}

function addWebhook(stack: Stack, props: FunctionsProps): BundledFunction {
  const { own, archive, events } = props.stores;
  return new BundledFunction(stack, 'Webhook', {
    ...commonOf(props)('webhook'),
    description: 'Verifies what a platform sends and queues it',
    environment: { ...sharedEnvironment(props), GUIYI_QUEUE_URL: events.queue.queueUrl },
    permissions: [
      ...(own ? [own.using()] : []),
      send(events.queue),
      archive.writing('quarantine', 'claims'),
      ...ofConnections(stack, props, props.deployment.webhookSecrets),
    ],
  });
}

function addInlet(stack: Stack, props: FunctionsProps): BundledFunction {
  const { own, archive, events, inletQueue } = props.stores;
  return new BundledFunction(stack, 'Inlet', {
    ...commonOf(props)('inlet'),
    description: 'Brings events of bridges and partners from the inlet queue into the event queue',
    environment: {
      ...sharedEnvironment(props),
      GUIYI_QUEUE_URL: events.queue.queueUrl,
      GUIYI_INLET_QUEUE_URL: inletQueue.queue.queueUrl,
      GUIYI_INLET_DEAD_LETTER_QUEUE_URL: inletQueue.deadLetters.queueUrl,
    },
    permissions: [
      ...(own ? [own.using()] : []),
      consume(inletQueue.queue),
      giveBack(inletQueue.queue),
      send(events.queue, inletQueue.deadLetters),
      archive.writing('claims'),
      ...ofConnections(stack, props, props.deployment.inletSecrets),
    ],
  });
}

function addDeliver(stack: Stack, props: FunctionsProps, egress: FixedEgress | undefined): BundledFunction {
  const { deployment } = props;
  const { own, archive, events, ledger, journal, secrets } = props.stores;
  const sendAnew = send(events.queue);
  const deliver = new BundledFunction(stack, 'Deliver', {
    ...commonOf(props)('deliver'),
    description: 'Says to the CDP who the customers in the queued events are',
    environment: {
      ...sharedEnvironment(props),
      GUIYI_QUEUE_URL: events.queue.queueUrl,
      GUIYI_DEAD_LETTER_QUEUE_URL: events.deadLetters.queueUrl,
      GUIYI_LEDGER_TABLE: ledger.table.tableName,
      GUIYI_FORMER_ITEMS: deployment.mayHaveFormerItems ? 'read' : 'none',
      GUIYI_JOURNAL_TABLE: journal.table.tableName,
      GUIYI_CDP_BASE_URL: deployment.cdpBaseUrl,
    },
    permissions: [
      ...(own ? [own.using()] : []),
      consume(events.queue),
      giveBack(events.queue),
      send(events.deadLetters),
      sendAnew,
      archive.writing('privacy', 'receipts'),
      ...archive.reading('claims', 'privacy', 'receipts'),
      archive.deleting('privacy'),
      new iam.PolicyStatement({
        actions: ['GetItem', 'BatchGetItem', 'PutItem', 'UpdateItem', 'DeleteItem'].map((name) => `dynamodb:${name}`),
        resources: [ledger.table.tableArn],
      }),
      journal.writing(),
      secrets.reading,
      ...ofConnections(stack, props, deployment.enrichmentSecrets),
      ...(egress ? networkInterfaces(stack) : []),
    ],
  });
  if (egress) {
    egress.take(deliver.function);
    acknowledgeInterfaceWildcard(deliver.policy);
  }
  explainUnused(
    deliver.policy,
    sendAnew,
    'A message that was received 900 times is sent anew. No test runs long enough for that.',
  );
  return deliver;
}

interface BreakerTarget {
  readonly deliver: BundledFunction;
  readonly mapping: lambda.EventSourceMapping;
}

function addBreaker(stack: Stack, props: FunctionsProps, { deliver, mapping }: BreakerTarget): BundledFunction {
  const { deployment, stage } = props;
  const { own, events, ledger } = props.stores;
  const breaker = new BundledFunction(stack, 'Breaker', {
    ...commonOf(props)('breaker'),
    description: 'Stops delivery while the CDP does not answer, and starts it again',
    environment: {
      GUIYI_QUEUE_URL: events.queue.queueUrl,
      GUIYI_LEDGER_TABLE: ledger.table.tableName,
      GUIYI_DELIVER_FUNCTION: deliver.live.functionArn,
      GUIYI_DELIVER_MAPPING: mapping.eventSourceMappingId,
      GUIYI_DELIVER_CONCURRENCY: String(deployment.deliverConcurrency),
      GUIYI_METRIC_NAMESPACE: stage.metricNamespace,
    },
    permissions: [
      ...(own ? [own.using()] : []),
      new iam.PolicyStatement({
        actions: ['lambda:GetEventSourceMapping', 'lambda:UpdateEventSourceMapping'],
        resources: [mapping.eventSourceMappingArn],
      }),
      new iam.PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [deliver.live.functionArn] }),
      new iam.PolicyStatement({
        actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage'],
        resources: [events.queue.queueArn],
      }),
      new iam.PolicyStatement({
        actions: ['dynamodb:BatchGetItem', 'dynamodb:PutItem'],
        resources: [ledger.table.tableArn],
      }),
    ],
  });
  everyMinute(stack, breaker.function);
  return breaker;
}

/** A turn that fails is made good by the next: it is not tried again. */
function everyMinute(scope: Construct, turn: lambda.Function): void {
  const schedule = Schedule.rate(Duration.minutes(1));
  const target = new LambdaFunction(turn, { retryAttempts: 0, maxEventAge: Duration.minutes(1) });
  // oxlint-disable-next-line no-new -- a construct comes into its tree by being made
  new Rule(scope, 'BreakerTurns', { description: 'A turn of the breaker', schedule, targets: [target] });
}

/** arm64 is cheaper; whether both regions of AWS China have it for Lambda is not documented, so they get it on request. */
function architectureFor({ architecture }: Deployment, china: boolean): lambda.Architecture {
  const choice = architecture ?? (china ? 'x86_64' : 'arm64');
  return choice === 'arm64' ? lambda.Architecture.ARM_64 : lambda.Architecture.X86_64;
}
