import { Stack } from 'aws-cdk-lib/core';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { Stage } from '../../operations/stage.ts';
import { type AlarmDefinition, firstCommand, type OutageName, outages } from './alarm-definitions.ts';

export interface AlarmsProps {
  readonly stage: Stage;
  readonly definitions: readonly AlarmDefinition[];
  readonly key: kms.IKey | undefined;
}

/** Alarms, and the topic where somebody subscribes to them. */
export class Alarms extends Construct {
  readonly topic: sns.Topic;
  /** Those that call somebody, and those of which an outage is made. */
  readonly all: readonly cloudwatch.IAlarm[];
  /** While one of these is on, a new version is taken back. */
  readonly ofRelease: readonly cloudwatch.IAlarm[];

  constructor(scope: Construct, id: string, { stage, definitions, key }: AlarmsProps) {
    super(scope, id);
    this.topic = new sns.Topic(this, 'Topic', { enforceSSL: true, ...(key && { masterKey: key }) });
    this.topic.addToResourcePolicy(
      new iam.PolicyStatement({
        principals: [new iam.ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [this.topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    );
    const calls = new SnsAction(this.topic);
    const nameOf = (alarm: string) => `${stage.stack}-${alarm}`;
    const { region } = Stack.of(this);
    const describe = ({ means, runbook }: Pick<AlarmDefinition, 'means' | 'runbook'>) =>
      `${means} Runbook: docs/runbooks/${runbook}.md. Begin with: ${firstCommand(runbook, stage.name, region)}`;
    const parts = new Map<OutageName, cloudwatch.IAlarm[]>();
    const ofRelease: cloudwatch.IAlarm[] = [];
    const alarms = definitions.map((definition) => {
      const { id: alarmId, metric, threshold, periods, onSilence = false, outage } = definition;
      const { GREATER_THAN_OR_EQUAL_TO_THRESHOLD, LESS_THAN_THRESHOLD } = cloudwatch.ComparisonOperator;
      const { BREACHING, NOT_BREACHING } = cloudwatch.TreatMissingData;
      const alarm = new cloudwatch.Alarm(this, alarmId, {
        alarmName: nameOf(alarmId),
        alarmDescription: describe(definition),
        metric,
        threshold,
        evaluationPeriods: periods,
        comparisonOperator: onSilence ? LESS_THAN_THRESHOLD : GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
        treatMissingData: onSilence ? BREACHING : NOT_BREACHING,
      });
      if (outage) parts.set(outage, [...(parts.get(outage) ?? []), alarm]);
      else call(alarm, calls);
      if (definition.takesBack === true) ofRelease.push(alarm);
      return alarm;
    });
    const composites = [...parts].map(([outage, children]) => {
      const composite = new cloudwatch.CompositeAlarm(this, outage, {
        compositeAlarmName: nameOf(outage),
        alarmDescription: describe(outages[outage]),
        alarmRule: cloudwatch.AlarmRule.anyOf(
          ...children.map((child) => cloudwatch.AlarmRule.fromAlarm(child, cloudwatch.AlarmState.ALARM)),
        ),
      });
      call(composite, calls);
      return composite;
    });
    this.ofRelease = ofRelease;
    this.all = [...composites, ...alarms];
  }
}

/** Says when it begins and when it is over. */
function call(alarm: cloudwatch.AlarmBase, action: SnsAction): void {
  alarm.addAlarmAction(action);
  alarm.addOkAction(action);
}
