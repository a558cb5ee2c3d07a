import { Duration } from 'aws-cdk-lib/core';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import type { AlarmSettings } from '../../functions/shared/config/deployment.ts';
import { metricNames } from '../../functions/shared/metrics/metric-names.ts';

/** An outage of which several alarms tell at once: whoever is called is called once. */
export type OutageName = 'DeliveryOutage' | 'ReceivingOutage';

export interface AlarmDefinition {
  readonly id: string;
  /** Its page in docs/runbooks, without the ending. */
  readonly runbook: string;
  readonly means: string;
  readonly metric: cloudwatch.IMetric;
  readonly threshold: number;
  /** Periods in a row. */
  readonly periods: number;
  /** It goes off where the metric is below the threshold or says nothing. Otherwise at the threshold, and silence is health. */
  readonly onSilence?: boolean;
  /** It calls nobody itself: the outage does. */
  readonly outage?: OutageName;
  /** While it is on, a new version of the webhook function is taken back. */
  readonly takesBack?: boolean;
}

/** What alarms look at. */
export interface Watched {
  readonly events: sqs.IQueue;
  readonly eventDeadLetters: sqs.IQueue;
  readonly inletDeadLetters: sqs.IQueue;
  readonly functions: Readonly<Record<'webhook' | 'inlet' | 'deliver' | 'breaker', lambda.IFunction>>;
  readonly api: {
    clientErrors(options: cloudwatch.MetricOptions): cloudwatch.Metric;
    serverErrors(options: cloudwatch.MetricOptions): cloudwatch.Metric;
    throttled(options: cloudwatch.MetricOptions): cloudwatch.Metric;
  };
  readonly metricNamespace: string;
  /** The function whose new versions come in by steps. */
  readonly released?: { readonly function: lambda.Function; readonly live: lambda.Alias };
}

const fiveMinutes = Duration.minutes(5);
const hour = Duration.hours(1);

/** All alarms of a stage, with its thresholds. */
export function alarmDefinitions(watched: Watched, settings: AlarmSettings): readonly AlarmDefinition[] {
  const { events, functions, api } = watched;
  const own = (metricName: string, options: cloudwatch.MetricOptions) =>
    new cloudwatch.Metric({ namespace: watched.metricNamespace, metricName, period: fiveMinutes, ...options });
  const sum = { period: fiveMinutes, statistic: 'Sum' } as const;
  const most = { period: fiveMinutes, statistic: 'Maximum' } as const;
  const {
    oldestEventMinutes = 15,
    breakerMinutes = 10,
    slowCallSeconds = 3,
    slowCalls = 20,
    eraseHours = 72,
    cases = 20,
    rejectedRequests = 50,
    clientErrors = 500,
    throttledRequests = 1,
    unreadableSecrets = 3,
    silentHours = {},
  } = settings;
  return [
    {
      id: 'EventsDeadLetters',
      runbook: 'dead-letters',
      means: 'Events that could not be delivered wait for an operator.',
      // NumberOfMessagesSent stays 0 when SQS itself moves a message here.
      metric: watched.eventDeadLetters.metricApproximateNumberOfMessagesVisible(most),
      threshold: 1,
      periods: 1,
    },
    {
      id: 'InletDeadLetters',
      runbook: 'dead-letters',
      means: 'Messages of the inlet queue that are of no use as they are wait for an operator.',
      metric: watched.inletDeadLetters.metricApproximateNumberOfMessagesVisible(most),
      threshold: 1,
      periods: 1,
    },
    ...deadLettersGrow(watched),
    {
      id: 'Quarantine',
      runbook: 'quarantine',
      means: 'A platform sent what was proved and not understood; it is kept whole.',
      metric: own(metricNames.requestQuarantined, sum),
      threshold: 1,
      periods: 1,
    },
    {
      id: 'Cases',
      runbook: 'cases',
      means: `In an hour ${cases} questions about people came up that a person should look at.`,
      metric: own(metricNames.caseReported, { period: hour, statistic: 'Sum' }),
      threshold: cases,
      periods: 1,
    },
    {
      id: 'PrivacyRequests',
      runbook: 'privacy-requests',
      means: 'Somebody asks for their data or to be forgotten, and a person has to do it; there is a deadline.',
      metric: own(metricNames.caseReported, { ...sum, dimensionsMap: { type: 'privacy-request' } }),
      threshold: 1,
      periods: 1,
    },
    {
      id: 'EraseOverdue',
      runbook: 'erase-overdue',
      means: `A request to erase somebody has waited ${eraseHours} hours, and everything of that person waits behind it.`,
      metric: own(metricNames.eraseWaiting, most),
      threshold: eraseHours,
      periods: 1,
    },
    {
      id: 'OldestMessage',
      runbook: 'oldest-event',
      means: `Events wait for more than ${oldestEventMinutes} minutes.`,
      metric: events.metricApproximateAgeOfOldestMessage(most),
      threshold: oldestEventMinutes * 60,
      periods: 3,
      outage: 'DeliveryOutage',
    },
    {
      id: 'BreakerOpen',
      runbook: 'breaker-open',
      means: `For ${breakerMinutes} minutes no event is delivered: the CDP does not answer, declines too much, or somebody has paused it.`,
      metric: own(metricNames.breakerOpen, { statistic: 'Minimum' }),
      threshold: 1,
      periods: breakerMinutes / 5,
      outage: 'DeliveryOutage',
    },
    {
      id: 'SlowCalls',
      runbook: 'slow-calls',
      means: `For a quarter of an hour ${slowCalls} calls to the CDP in five minutes took longer than ${slowCallSeconds} seconds.`,
      metric: own(metricNames.callSlow, sum),
      threshold: slowCalls,
      periods: 3,
      outage: 'DeliveryOutage',
    },
    {
      id: 'DeliverErrors',
      runbook: 'function-errors',
      means: 'The deliver function crashed or timed out; its log says why.',
      metric: functions.deliver.metricErrors(sum),
      threshold: 1,
      periods: 1,
      outage: 'DeliveryOutage',
    },
    {
      id: 'BreakerErrors',
      runbook: 'function-errors',
      means: 'The breaker function failed three times in a quarter of an hour: nobody would start delivery again.',
      metric: functions.breaker.metricErrors({ period: Duration.minutes(15), statistic: 'Sum' }),
      threshold: 3,
      periods: 1,
      outage: 'DeliveryOutage',
    },
    {
      id: 'InletErrors',
      runbook: 'function-errors',
      means: 'The inlet function crashed or timed out; its log says why.',
      metric: functions.inlet.metricErrors(sum),
      threshold: 1,
      periods: 1,
    },
    {
      id: 'InletWaiting',
      runbook: 'inlet-waiting',
      means: `A message of the inlet queue has waited for more than ${oldestEventMinutes} minutes for a part of the stage: the secret store, the event queue or the archive.`,
      // Measured when it is tried again, at the latest after half an hour. What SQS says is the age of the oldest that was hardly tried.
      metric: own(metricNames.inletWaiting, { period: hour, statistic: 'Maximum' }),
      threshold: oldestEventMinutes / 60,
      periods: 1,
    },
    {
      id: 'WebhookServerErrors',
      runbook: 'webhook-errors',
      means: 'A platform was asked to send again: a secret is missing, or the queue or the function failed.',
      metric: api.serverErrors(sum),
      threshold: 1,
      periods: 1,
      outage: 'ReceivingOutage',
    },
    {
      id: 'WebhookThrottles',
      runbook: 'throttled-requests',
      means: 'Lambda had no room for the webhook function: the account has reached its concurrency.',
      metric: functions.webhook.metricThrottles(sum),
      threshold: 1,
      periods: 1,
      outage: 'ReceivingOutage',
    },
    {
      id: 'UnreadableSecrets',
      runbook: 'unreadable-secrets',
      means: `In five minutes ${unreadableSecrets} readings of a secret failed: it is missing, or Secrets Manager does not answer.`,
      metric: own(metricNames.secretUnreadable, sum),
      threshold: unreadableSecrets,
      periods: 1,
      outage: 'ReceivingOutage',
    },
    {
      id: 'RejectedRequests',
      runbook: 'rejected-requests',
      means: `In five minutes ${rejectedRequests} requests were rejected: a key was changed at the platform, or somebody forges events.`,
      metric: own(metricNames.requestRejected, sum),
      threshold: rejectedRequests,
      periods: 1,
    },
    {
      id: 'ClientErrors',
      runbook: 'rejected-requests',
      means: `In five minutes ${clientErrors} requests were answered 4xx, those for unknown addresses included.`,
      metric: api.clientErrors(sum),
      threshold: clientErrors,
      periods: 1,
    },
    {
      id: 'ThrottledRequests',
      runbook: 'throttled-requests',
      means: 'Requests came faster than a throttle allows and were answered 429; the platform sends them again.',
      metric: api.throttled(sum),
      threshold: throttledRequests,
      periods: 1,
    },
    ...releaseAlarms(watched, sum, own),
    ...Object.entries(silentHours).map(([connection, hours]): AlarmDefinition => ({
      id: `Silent-${connection}`,
      runbook: 'silent-connection',
      means: `For ${hours} hours no event of ${connection} was accepted.`,
      metric: own(metricNames.eventsAccepted, { period: hour, statistic: 'Sum', dimensionsMap: { connection } }),
      threshold: 1,
      periods: hours,
      onSilence: true,
    })),
  ];
}

/** Long enough that letters which come in a row call once, and short enough that the next wave calls again. */
const quarterOfAnHour = Duration.minutes(15);

/**
 * Of an alarm that is on, nobody hears that more has come. These are about what comes, whatever lies there already. What SQS itself moves is
 * not counted as sent: it does so where a function fails again and again, and that has an alarm of its own.
 */
function deadLettersGrow({ eventDeadLetters, inletDeadLetters }: Watched): readonly AlarmDefinition[] {
  const queues = { EventsDeadLettersGrow: eventDeadLetters, InletDeadLettersGrow: inletDeadLetters };
  return Object.entries(queues).map(([id, queue]) => ({
    id,
    runbook: 'dead-letters',
    means: 'More dead letters have come in a quarter of an hour.',
    metric: queue.metricNumberOfMessagesSent({ period: quarterOfAnHour, statistic: 'Sum' }),
    threshold: 1,
    periods: 1,
  }));
}

/**
 * Of the newest version alone: an alarm of the whole would keep the repair out that would end it. A secret that is missing is not the version's
 * fault, and does not count.
 */
function releaseAlarms(
  { released }: Watched,
  sum: cloudwatch.MetricOptions,
  own: (metricName: string, options: cloudwatch.MetricOptions) => cloudwatch.Metric,
): readonly AlarmDefinition[] {
  if (!released) return [];
  const { functionName, currentVersion } = released.function;
  const { aliasName } = released.live;
  const of = { runbook: 'release-taken-back', threshold: 1, periods: 1, takesBack: true } as const;
  return [
    {
      ...of,
      id: 'ReleaseCrashes',
      means: 'The newest version of the webhook function crashed. A release that is under way is taken back.',
      metric: new cloudwatch.Metric({
        namespace: 'AWS/Lambda',
        metricName: 'Errors',
        dimensionsMap: {
          FunctionName: functionName,
          Resource: `${functionName}:${aliasName}`,
          ExecutedVersion: currentVersion.version,
        },
        ...sum,
      }),
    },
    {
      ...of,
      id: 'ReleaseFailures',
      means:
        'The newest version of the webhook function answered 503 without a secret being missing. A release that is under way is taken back.',
      metric: own(metricNames.requestFailed, { ...sum, dimensionsMap: { version: currentVersion.version } }),
    },
  ];
}

/** What an outage is, for whoever is called. */
export const outages: Readonly<Record<OutageName, { readonly runbook: string; readonly means: string }>> = {
  DeliveryOutage: { runbook: 'delivery-outage', means: 'Events are accepted and not delivered, or late.' },
  ReceivingOutage: { runbook: 'receiving-outage', means: 'Webhooks are not accepted; platforms send them again.' },
};

/** The pages that begin with another command than `doctor`. */
const firstCommands: Readonly<Record<string, string>> = {
  'breaker-open': 'status',
  cases: 'cases',
  'dead-letters': 'dead list',
  'oldest-event': 'status',
  'privacy-requests': 'privacy list',
  quarantine: 'quarantine list',
  'slow-calls': 'status',
};

/** With which command to begin. @param runbook the page, as an alarm names it @param stage its name @param region where it is */
export function firstCommand(runbook: string, stage: string, region: string): string {
  return `npx guiyi ${firstCommands[runbook] ?? 'doctor'} --stack ${stage} --region ${region}`;
}
