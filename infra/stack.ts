import { join } from 'node:path';
import { Annotations, CfnOutput, Duration, Stack, type StackProps, Tags, Token } from 'aws-cdk-lib/core';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { icpCondition, isChina } from './china.ts';
import { alarmDefinitions } from './constructs/alarm-definitions.ts';
import { Alarms } from './constructs/alarms.ts';
import { ArchiveBucket } from './constructs/archive.ts';
import { BundledFunction } from './constructs/bundled-function.ts';
import { Dashboard } from './constructs/dashboard.ts';
import { EncryptionKey } from './constructs/encryption-key.ts';
import { WebhookApi } from './constructs/webhook-api.ts';
import { WebhookRestApi } from './constructs/webhook-rest-api.ts';
import { CustomDomain } from './constructs/custom-domain.ts';
import { acknowledgeInterfaceWildcard, FixedEgress, networkInterfaces } from './constructs/fixed-egress.ts';
import { admitSenders } from './constructs/inlet-queue-policy.ts';
import { acknowledgeSecretWildcard, readConnectionSecrets } from './constructs/connection-secrets.ts';
import { JournalTable } from './constructs/journal.ts';
import { LedgerTable } from './constructs/ledger.ts';
import { QueueWithDeadLetters } from './constructs/queue-with-dead-letters.ts';
import { explainUnused } from './constructs/unused-grant.ts';
import { issuedElsewhere, Secrets } from './constructs/secrets.ts';
import { recordDeployed } from './constructs/stage-parameter.ts';
import { acknowledgeVersionWildcard, mayCheckRelease, WebhookRelease } from './constructs/webhook-release.ts';
import { isProtected, type Stage } from '../operations/stage.ts';
import type { Deployment } from './deployment.ts';

export interface GuiyiStackProps {
  readonly env?: NonNullable<StackProps['env']>;
  readonly stage: Stage;
  readonly deployment: Deployment;
  /** Folder with one folder per function. */
  readonly bundles: string;
}

const inletConcurrency = 5;

// Of the deliver function the calls of its longest event decide. Visibility is six times the timeout, as AWS wants it.
const fixedTimeouts = { webhook: 10, inlet: 30, release: 60 } as const;

export class GuiyiStack extends Stack {
  constructor(scope: Construct, id: string, { stage, deployment, bundles, env }: GuiyiStackProps) {
    super(scope, id, { ...(env && { env }), terminationProtection: isProtected(stage) });
    const china = !Token.isUnresolved(this.region) && isChina(this.region);
    const summary = 'Guiyi: what platforms say about customers, brought to the CDP.';
    this.templateOptions.description = china ? `${summary} ${icpCondition}` : summary;
    if (china) Annotations.of(this).addInfo(icpCondition);
    for (const warning of deployment.warnings)
      Annotations.of(this).addWarningV2(`guiyi:${warning.split(':', 1)[0]}`, warning);
    tagStage(this, stage);

    // The breaker waits for the batch that it lets deliver work on.
    const breakerSeconds = Math.min(900, deployment.deliverSeconds + 20);
    const timeouts = { ...fixedTimeouts, deliver: deployment.deliverSeconds, breaker: breakerSeconds };
    const own = deployment.ownKey ? new EncryptionKey(this, 'Key', { senders: deployment.inletSenders }) : undefined;
    const key = own?.key;
    const archive = new ArchiveBucket(this, 'Archive', key);
    const ledger = new LedgerTable(this, 'Ledger', isProtected(stage), key);
    const journal = new JournalTable(this, 'Journal', key);
    const events = new QueueWithDeadLetters(this, 'Events', {
      fifo: true,
      visibilityTimeout: Duration.seconds(timeouts.deliver * 6),
      // Messages behind a failed one of their customer are received and returned too; attempts are counted by deliver.
      maxReceiveCount: 1000,
      key,
    });
    const inletQueue = new QueueWithDeadLetters(this, 'InletEvents', {
      fifo: false,
      visibilityTimeout: Duration.seconds(timeouts.inlet * 6),
      maxReceiveCount: 20,
      key,
    });
    admitSenders(inletQueue.queue, deployment.inletSenders);
    const secrets = new Secrets(this, 'Secrets', {
      prefix: stage.secretPrefix,
      key,
      existing: deployment.takeOver === undefined ? [] : ['privacy'],
      secrets: {
        cdp: {
          description: 'JSON with the fields appKey and secret of the CDP',
          unrotated: issuedElsewhere,
        },
        envelopes: {
          description: 'Key of the messages that the journal keeps; leave it as it was generated',
          unrotated: 'Under another key nothing of what is kept can be read any more.',
        },
        ...(deployment.takeOver === undefined && {
          privacy: {
            description: 'Key of the hashes of forgotten identities; leave it as it was generated',
            unrotated: 'Under another key nobody who asked to be forgotten is recognised any more.',
          },
        }),
      },
    });
    const ofConnections = (names: readonly string[]) =>
      names.length === 0 ? [] : [readConnectionSecrets(this, stage.secretPrefix)];

    const shared = {
      GUIYI_ARCHIVE_BUCKET: archive.bucket.bucketName,
      GUIYI_SECRET_PREFIX: stage.secretPrefix,
      GUIYI_METRIC_NAMESPACE: stage.metricNamespace,
    };
    const common = (name: keyof typeof timeouts) => ({
      folder: join(bundles, name),
      timeout: Duration.seconds(timeouts[name]),
      architecture: architectureFor(deployment, china),
      logRetention: deployment.logRetention,
    });

    const webhook = new BundledFunction(this, 'Webhook', {
      ...common('webhook'),
      description: 'Verifies what a platform sends and queues it',
      environment: { ...shared, GUIYI_QUEUE_URL: events.queue.queueUrl },
      permissions: [
        ...(own ? [own.using()] : []),
        send(events.queue),
        archive.writing('quarantine', 'claims'),
        ...ofConnections(deployment.webhookSecrets),
      ],
    });
    const inlet = new BundledFunction(this, 'Inlet', {
      ...common('inlet'),
      description: 'Brings events of bridges and partners from the inlet queue into the event queue',
      environment: {
        ...shared,
        GUIYI_QUEUE_URL: events.queue.queueUrl,
        GUIYI_INLET_DEAD_LETTER_QUEUE_URL: inletQueue.deadLetters.queueUrl,
      },
      permissions: [
        ...(own ? [own.using()] : []),
        consume(inletQueue.queue),
        send(events.queue, inletQueue.deadLetters),
        archive.writing('claims'),
        ...ofConnections(deployment.inletSecrets),
      ],
    });
    const egress = deployment.fixedEgress ? new FixedEgress(this, 'Egress') : undefined;
    const sendAnew = send(events.queue);
    const deliver = new BundledFunction(this, 'Deliver', {
      ...common('deliver'),
      description: 'Says to the CDP who the customers in the queued events are',
      environment: {
        ...shared,
        GUIYI_QUEUE_URL: events.queue.queueUrl,
        GUIYI_DEAD_LETTER_QUEUE_URL: events.deadLetters.queueUrl,
        GUIYI_LEDGER_TABLE: ledger.table.tableName,
        GUIYI_JOURNAL_TABLE: journal.table.tableName,
        GUIYI_CDP_BASE_URL: deployment.cdpBaseUrl,
      },
      permissions: [
        ...(own ? [own.using()] : []),
        consume(events.queue),
        giveBack(events.queue),
        send(events.deadLetters),
        sendAnew,
        archive.writing('receipts'),
        ...archive.reading('claims', 'receipts'),
        new iam.PolicyStatement({
          actions: ['GetItem', 'BatchGetItem', 'PutItem', 'UpdateItem', 'DeleteItem'].map((name) => `dynamodb:${name}`),
          resources: [ledger.table.tableArn],
        }),
        journal.writing(),
        secrets.reading,
        ...ofConnections(deployment.enrichmentSecrets),
        ...(egress ? networkInterfaces(this) : []),
      ],
    });
    if (egress) {
      egress.take(deliver.function);
      acknowledgeInterfaceWildcard(deliver.policy);
    }
    explainUnused(
      deliver.policy,
      sendAnew,
      'A message that was received 900 times is sent anew; no run waits so long.',
    );
    for (const { policy } of [webhook, inlet, deliver]) {
      archive.acknowledgeObjectWildcards(policy);
      acknowledgeSecretWildcard(policy, stage.secretPrefix);
    }
    const mappings = {
      inlet: inlet.consume(inletQueue.queue, { maxConcurrency: inletConcurrency, metrics: !china }),
      deliver: deliver.consume(events.queue, { maxConcurrency: deployment.deliverConcurrency, metrics: !china }),
    };
    const breaker = new BundledFunction(this, 'Breaker', {
      ...common('breaker'),
      description: 'Stops delivery while the CDP does not answer, and starts it again',
      environment: {
        GUIYI_QUEUE_URL: events.queue.queueUrl,
        GUIYI_LEDGER_TABLE: ledger.table.tableName,
        GUIYI_DELIVER_FUNCTION: deliver.live.functionArn,
        GUIYI_DELIVER_MAPPING: mappings.deliver.eventSourceMappingId,
        GUIYI_DELIVER_CONCURRENCY: String(deployment.deliverConcurrency),
        GUIYI_METRIC_NAMESPACE: stage.metricNamespace,
      },
      permissions: [
        ...(own ? [own.using()] : []),
        new iam.PolicyStatement({
          actions: ['lambda:GetEventSourceMapping', 'lambda:UpdateEventSourceMapping'],
          resources: [mappings.deliver.eventSourceMappingArn],
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
    everyMinute(this, breaker.function);

    const ofDoor = {
      handler: webhook.liveFunction,
      connections: deployment.webhooks,
      logRetention: deployment.logRetention,
      metricNamespace: stage.metricNamespace,
      logsAddress: deployment.accessLogAddress,
    };
    const { webAcl, domain } = deployment;
    const webhookApi = webAcl
      ? new WebhookRestApi(this, 'FrontDoor', { ...ofDoor, requestsPerAddress: webAcl.requestsPerAddress ?? 2000 })
      : new WebhookApi(this, 'FrontDoor', ofDoor);
    const custom = domain && new CustomDomain(this, 'Domain', { ...domain, api: webhookApi.api });
    const address = domain ? `https://${domain.name}` : webhookApi.address;
    const isStepwise = deployment.release === 'canary';
    const watched = {
      ...(isStepwise && { released: webhook }),
      events: events.queue,
      eventDeadLetters: events.deadLetters,
      inletDeadLetters: inletQueue.deadLetters,
      functions: {
        webhook: webhook.function,
        inlet: inlet.function,
        deliver: deliver.function,
        breaker: breaker.function,
      },
      api: webhookApi,
      metricNamespace: stage.metricNamespace,
    };
    const alarms = new Alarms(this, 'Alarms', {
      stage,
      definitions: alarmDefinitions(watched, deployment.alarms),
      key,
    });
    if (isStepwise) {
      const check = new BundledFunction(this, 'Release', {
        ...common('release'),
        description: 'Asks a new version of the webhook function whether it works before it gets a request',
        environment: { GUIYI_RELEASED_VERSION: webhook.function.currentVersion.functionArn },
        permissions: mayCheckRelease(this, webhook.function),
      });
      acknowledgeVersionWildcard(check.policy, webhook.function);
      // oxlint-disable-next-line no-new -- a construct comes into its tree by being made
      new WebhookRelease(this, 'Canary', {
        alias: webhook.live,
        check: check.function,
        alarms: alarms.ofRelease,
      });
    }
    // oxlint-disable-next-line no-new -- a construct comes into its tree by being made
    if (deployment.dashboard) new Dashboard(this, 'Dashboard', { name: this.stackName, watched, alarms: alarms.all });
    const output = (id: string, description: string, value: string) => new CfnOutput(this, id, { description, value });
    output('Address', 'A webhook address is this, /webhooks/ and the name of the connection', address);
    output('AlarmTopic', 'Subscribe to the alarms here', alarms.topic.topicArn);
    output('InletQueue', 'Bridges and partners send events here', inletQueue.queue.queueUrl);
    output(
      'InletQueueArn',
      'The same queue, as rules of EventBridge and topics of SNS name it',
      inletQueue.queue.queueArn,
    );
    if (custom) output('DomainTarget', 'Point the record of the domain here (CNAME)', custom.target);
    if (egress) output('EgressAddress', 'Put this address on the allow lists of the CDP and platforms', egress.address);
    output('DeadLetters', 'Events that need an operator', events.deadLetters.queueUrl);
    recordDeployed(this, stage, {
      version: 1,
      stage: stage.name,
      stack: this.stackName,
      region: this.region,
      config: deployment.configDigest,
      address,
      ...(egress && { egressAddress: egress.address }),
      queues: {
        events: events.queue.queueUrl,
        eventDeadLetters: events.deadLetters.queueUrl,
        inlet: inletQueue.queue.queueUrl,
        inletDeadLetters: inletQueue.deadLetters.queueUrl,
      },
      ledgerTable: ledger.table.tableName,
      journalTable: journal.table.tableName,
      archiveBucket: archive.bucket.bucketName,
      functions: {
        webhook: webhook.function.functionName,
        inlet: inlet.function.functionName,
        deliver: deliver.function.functionName,
        breaker: breaker.function.functionName,
      },
      mappings: {
        inlet: mappings.inlet.eventSourceMappingId,
        deliver: mappings.deliver.eventSourceMappingId,
      },
      alarmTopic: alarms.topic.topicArn,
      secretPrefix: stage.secretPrefix,
    });
  }
}

/** A turn that fails is made good by the next: it is not tried again. */
function everyMinute(scope: Construct, turn: lambda.Function): void {
  const schedule = Schedule.rate(Duration.minutes(1));
  const target = new LambdaFunction(turn, { retryAttempts: 0, maxEventAge: Duration.minutes(1) });
  // oxlint-disable-next-line no-new -- a construct comes into its tree by being made
  new Rule(scope, 'BreakerTurns', { description: 'A turn of the breaker', schedule, targets: [target] });
}

/** Who pays for what, and what belongs together. AWS China has no tags on event source mappings and dashboards. */
function tagStage(stack: Stack, { name }: Stage): void {
  const tags = { 'guiyi:application': 'guiyi', 'guiyi:stage': name };
  const excludeResourceTypes = ['AWS::Lambda::EventSourceMapping', 'AWS::CloudWatch::Dashboard'];
  for (const [key, value] of Object.entries(tags)) Tags.of(stack).add(key, value, { excludeResourceTypes });
}

/** arm64 is cheaper; whether both regions of AWS China have it for Lambda is not documented, so they get it on request. */
function architectureFor({ architecture }: Deployment, china: boolean): lambda.Architecture {
  const choice = architecture ?? (china ? 'x86_64' : 'arm64');
  return choice === 'arm64' ? lambda.Architecture.ARM_64 : lambda.Architecture.X86_64;
}

function send(...queues: readonly sqs.IQueue[]): iam.PolicyStatement {
  return new iam.PolicyStatement({ actions: ['sqs:SendMessage'], resources: queues.map(({ queueArn }) => queueArn) });
}

/** What Lambda's event source mapping does in the name of the function. */
function consume({ queueArn }: sqs.IQueue): iam.PolicyStatement {
  return new iam.PolicyStatement({
    actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
    resources: [queueArn],
  });
}

/** Returns a message with a delay of its own. */
function giveBack({ queueArn }: sqs.IQueue): iam.PolicyStatement {
  return new iam.PolicyStatement({ actions: ['sqs:ChangeMessageVisibility'], resources: [queueArn] });
}
