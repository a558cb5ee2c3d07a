import { Duration } from 'aws-cdk-lib/core';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { metricNames } from '../../functions/shared/metrics/metric-names.ts';
import type { Watched } from './alarm-definitions.ts';

export interface DashboardProps {
  readonly name: string;
  readonly watched: Watched;
  readonly alarms: readonly cloudwatch.IAlarm[];
}

const period = Duration.minutes(5);
const sum = { period, statistic: 'Sum' } as const;
const most = { period, statistic: 'Maximum' } as const;

/** One page of CloudWatch: the alarms, and the way of an event from the door to the CDP. */
export class Dashboard extends Construct {
  constructor(scope: Construct, id: string, { name, watched, alarms }: DashboardProps) {
    super(scope, id);
    const { api, functions, events, eventDeadLetters, inletDeadLetters, metricNamespace: namespace } = watched;
    const own = (metricName: string, statistic = 'Sum') =>
      new cloudwatch.Metric({ namespace, metricName, period, statistic });
    const by = (metricName: string, ...dimensions: readonly string[]) =>
      new cloudwatch.MathExpression({
        expression: `SEARCH('{${namespace},${dimensions.join()}} MetricName="${metricName}"', 'Sum', ${period.toSeconds()})`,
        label: '',
        period,
        usingMetrics: {},
      });
    const graph = (title: string, left: readonly cloudwatch.IMetric[], right: readonly cloudwatch.IMetric[] = []) =>
      new cloudwatch.GraphWidget({ title, left: [...left], right: [...right], width: 12, height: 6 });
    // oxlint-disable-next-line no-new -- a construct comes into its tree by being made
    new cloudwatch.Dashboard(this, 'Page', {
      dashboardName: name,
      widgets: [
        [new cloudwatch.AlarmStatusWidget({ title: 'Alarms', alarms: [...alarms], width: 24, height: 5 })],
        [
          graph('Requests that were not accepted', [
            api.clientErrors({ ...sum, label: '4xx' }),
            api.serverErrors({ ...sum, label: '5xx' }),
            api.throttled({ ...sum, label: '429' }),
            own(metricNames.requestRejected),
            own(metricNames.requestQuarantined),
          ]),
          graph('Rejected requests by connection and reason', [
            by(metricNames.requestRejected, 'connection', 'reason'),
          ]),
        ],
        [
          graph(
            'Events that wait',
            [events.metricApproximateNumberOfMessagesVisible({ ...most, label: 'waiting' })],
            [events.metricApproximateAgeOfOldestMessage({ ...most, label: 'age of the oldest in seconds' })],
          ),
          graph('Why events wait after their first try', [by(metricNames.eventWaiting, 'reason')]),
        ],
        [
          graph('Dead letters', [
            eventDeadLetters.metricApproximateNumberOfMessagesVisible({ ...most, label: 'events' }),
            inletDeadLetters.metricApproximateNumberOfMessagesVisible({ ...most, label: 'inlet' }),
          ]),
          graph('Breaker open (1) or closed (0), and hours that an erase waits', [
            own(metricNames.breakerOpen, 'Maximum'),
            own(metricNames.eraseWaiting, 'Maximum'),
          ]),
        ],
        [
          graph('Calls to the CDP in ms: half and 95 of 100 are quicker', [
            own(metricNames.callMilliseconds, 'p50'),
            own(metricNames.callMilliseconds, 'p95'),
          ]),
          graph(
            'Calls to the CDP that failed, by kind',
            [by(metricNames.callFailed, 'kind')],
            [own(metricNames.callSlow)],
          ),
        ],
        [
          graph('Cases by type', [by(metricNames.caseReported, 'type')]),
          graph(
            'Functions',
            Object.entries(functions).map(([label, fn]) => fn.metricErrors({ ...sum, label: `errors of ${label}` })),
            [functions.deliver.metricDuration({ period, statistic: 'p99', label: 'p99 of deliver in ms' })],
          ),
        ],
      ],
    });
  }
}
