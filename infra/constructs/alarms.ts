import { Duration, Stack } from 'aws-cdk-lib/core';
import type * as apigatewayv2 from 'aws-cdk-lib/aws-apigatewayv2';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sns from 'aws-cdk-lib/aws-sns';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';

export interface AlarmsProps {
  readonly queue: sqs.IQueue;
  readonly deadLetterQueues: Readonly<Record<string, sqs.IQueue>>;
  readonly api: apigatewayv2.HttpApi;
  readonly deliver: lambda.IFunction;
  /** Of the stage's own metrics. */
  readonly metricNamespace: string;
}

const fiveMinutes = Duration.minutes(5);

/** Alarms, and the topic where somebody subscribes to them. */
export class Alarms extends Construct {
  readonly topic: sns.Topic;

  constructor(scope: Construct, id: string, props: AlarmsProps) {
    super(scope, id);
    this.topic = new sns.Topic(this, 'Topic', { enforceSSL: true });
    this.topic.addToResourcePolicy(
      new iam.PolicyStatement({
        principals: [new iam.ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [this.topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    );
    for (const [name, queue] of Object.entries(props.deadLetterQueues)) {
      // NumberOfMessagesSent stays 0 when SQS itself moves a message here.
      const metric = queue.metricApproximateNumberOfMessagesVisible({ period: fiveMinutes, statistic: 'Maximum' });
      this.#raise(`${name}DeadLetters`, metric, 1, 1, `Messages wait in the dead-letter queue of ${name}.`);
    }
    this.#raise(
      'OldestMessage',
      props.queue.metricApproximateAgeOfOldestMessage({ period: fiveMinutes, statistic: 'Maximum' }),
      Duration.minutes(15).toSeconds(),
      3,
      'Events wait for more than 15 minutes: the CDP is down, or refuses one customer again and again.',
    );
    this.#raise(
      'WebhookServerErrors',
      props.api.metricServerError({ period: fiveMinutes, statistic: 'Sum' }),
      1,
      1,
      'A platform was asked to send again: a secret is missing, or the queue or the function failed.',
    );
    this.#raise(
      'BreakerOpen',
      new cloudwatch.Metric({
        namespace: props.metricNamespace,
        metricName: 'BreakerOpen',
        period: fiveMinutes,
        statistic: 'Minimum',
      }),
      1,
      2,
      'For ten minutes no event is delivered: the CDP does not answer, declines too much, or somebody has paused it.',
    );
    this.#raise(
      'DeliverErrors',
      props.deliver.metricErrors({ period: fiveMinutes, statistic: 'Sum' }),
      1,
      1,
      'The deliver function crashed or timed out; its log says why.',
    );
  }

  /** Alarms when the metric is at least `threshold` in so many periods in a row; silence is health. */
  #raise(id: string, metric: cloudwatch.IMetric, threshold: number, periods: number, description: string): void {
    const alarm = new cloudwatch.Alarm(this, id, {
      metric,
      threshold,
      evaluationPeriods: periods,
      comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
      alarmDescription: description,
    });
    alarm.addAlarmAction(new SnsAction(this.topic));
  }
}
