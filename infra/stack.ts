import { Annotations, CfnOutput, Stack, type StackProps, Tags, Token } from 'aws-cdk-lib/core';
import type * as sns from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { isProtected, type Stage } from '../operations/stage.ts';
import { icpCondition, isChina } from './china.ts';
import { alarmDefinitions } from './constructs/alarm-definitions.ts';
import { Alarms } from './constructs/alarms.ts';
import { BundledFunction } from './constructs/bundled-function.ts';
import { CustomDomain } from './constructs/custom-domain.ts';
import { Dashboard } from './constructs/dashboard.ts';
import { recordDeployed } from './constructs/stage-parameter.ts';
import { WebhookApi } from './constructs/webhook-api.ts';
import { acknowledgeVersionWildcard, mayCheckRelease, WebhookRelease } from './constructs/webhook-release.ts';
import { WebhookRestApi } from './constructs/webhook-rest-api.ts';
import type { Deployment } from './deployment.ts';
import { addFunctions, commonOf } from './functions.ts';
import { addOperatorRoles } from './operator-roles.ts';
import { addStores } from './stores.ts';

export interface GuiyiStackProps {
  readonly env?: NonNullable<StackProps['env']>;
  readonly stage: Stage;
  readonly deployment: Deployment;
  /** Folder with one folder per function. */
  readonly bundles: string;
}

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
    const stores = addStores(this, stage, deployment, timeouts);
    const { key, archive, ledger, journal, events, inletQueue } = stores;
    const ofFunctions = { stage, deployment, bundles, timeouts, china };
    const functions = addFunctions(this, { ...ofFunctions, stores });
    const { webhook, egress, mappings } = functions;

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
        inlet: functions.inlet.function,
        deliver: functions.deliver.function,
        breaker: functions.breaker.function,
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
        ...commonOf(ofFunctions)('release'),
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
    if (deployment.dashboard) {
      // A dashboard is of all regions of an account, and a stage is of one.
      const name = `${this.stackName}-${this.region}`;
      // oxlint-disable-next-line no-new -- a construct comes into its tree by being made
      new Dashboard(this, 'Dashboard', { name, watched, alarms: alarms.all });
    }
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
    const parameter = recordDeployed(this, stage, {
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
        inlet: functions.inlet.function.functionName,
        deliver: functions.deliver.function.functionName,
        breaker: functions.breaker.function.functionName,
      },
      mappings: {
        inlet: mappings.inlet.eventSourceMappingId,
        deliver: mappings.deliver.eventSourceMappingId,
      },
      alarmTopic: alarms.topic.topicArn,
      secretPrefix: stage.secretPrefix,
    });
    const ofOperators = { principals: deployment.operators, alarmTopic: alarms.topic as sns.ITopic, parameter };
    addOperatorRoles(this, { stage, stores, functions, ...ofOperators });
  }
}

/** Who pays for what, and what belongs together. AWS China has no tags on event source mappings and dashboards. */
function tagStage(stack: Stack, { name }: Stage): void {
  const tags = { 'guiyi:application': 'guiyi', 'guiyi:stage': name };
  const excludeResourceTypes = ['AWS::Lambda::EventSourceMapping', 'AWS::CloudWatch::Dashboard'];
  for (const [key, value] of Object.entries(tags)) Tags.of(stack).add(key, value, { excludeResourceTypes });
}
