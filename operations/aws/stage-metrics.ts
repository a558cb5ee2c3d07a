import { CloudWatchClient, GetMetricDataCommand, type MetricDataQuery } from '@aws-sdk/client-cloudwatch';
import { metricNames } from '../../functions/shared/metrics/metric-names.ts';
import type { LastHour } from '../delivery.ts';
import type { DiscardedValues } from '../discarded.ts';
import type { RequestCountView } from '../why.ts';
import { readStage } from '../stage.ts';
import type { Deployed } from '../deployed.ts';
import { inAccount } from './account-error.ts';

/** What a stage counts, as CloudWatch has it. Every method may throw an AccountError. */
export interface StageMetrics {
  /** Requests that were rejected, by connection and reason. @param since Unix ms */
  rejected(since: number): Promise<readonly RequestCountView[]>;
  /** Values that became no identity. @param since Unix ms */
  discarded(since: number): Promise<readonly DiscardedValues[]>;
  lastHour(): Promise<LastHour>;
}

/** One query of CloudWatch. */
export interface MetricSource {
  send(command: GetMetricDataCommand): Promise<{
    readonly MetricDataResults?: readonly {
      readonly Id?: string;
      readonly Label?: string;
      readonly Timestamps?: readonly Date[];
      readonly Values?: readonly number[];
    }[];
    readonly NextToken?: string;
  }>;
}

const MINUTE_S = 60;
const HOUR_S = 3_600;
const HOUR_MS = HOUR_S * 1000;
/** So long CloudWatch keeps minutes, and an answer stays short. */
const MINUTES_FOR_MS = 24 * HOUR_MS;

export function openStageMetrics(
  { deployed, clock }: { readonly deployed: Deployed; readonly clock: () => number },
  source: MetricSource = new CloudWatchClient({ region: deployed.region }),
): StageMetrics {
  const namespace = readStage(deployed.stage)?.metricNamespace ?? '';
  /** By dimensions, with commas between them: all their values that were counted in that time. */
  const by = (id: string, metric: string, dimensions: string, period: number): MetricDataQuery => ({
    Id: id,
    Expression: `SEARCH('{"${namespace}",${dimensions}} MetricName="${metric}"', 'Sum', ${period})`,
    Label: dimensions
      .split(',')
      .map((name) => `\${PROP('Dim.${name}')}`)
      .join(' '),
    Period: period,
  });
  const total = (id: string, metric: string, period: number): MetricDataQuery => ({
    Id: id,
    MetricStat: { Metric: { Namespace: namespace, MetricName: metric }, Period: period, Stat: 'Sum' },
  });
  const ofQueue = (id: string, metric: string, queue: string): MetricDataQuery => ({
    Id: id,
    MetricStat: {
      Metric: {
        Namespace: 'AWS/SQS',
        MetricName: metric,
        Dimensions: [{ Name: 'QueueName', Value: queue.split('/').at(-1) ?? '' }],
      },
      Period: MINUTE_S,
      Stat: 'Sum',
    },
  });
  const read = (since: number, queries: MetricDataQuery[]) =>
    inAccount('read the metrics', async () => {
      // CloudWatch refuses a time that ends before it begins.
      if (since >= clock()) return [];
      const series: Series[] = [];
      for (let next: string | undefined, isFirst = true; isFirst || next !== undefined; isFirst = false) {
        const { MetricDataResults = [], NextToken } = await source.send(
          new GetMetricDataCommand({
            MetricDataQueries: queries,
            StartTime: new Date(since),
            EndTime: new Date(clock()),
            ScanBy: 'TimestampAscending',
            ...(next !== undefined && { NextToken: next }),
          }),
        );
        for (const { Id = '', Label = '', Timestamps = [], Values = [] } of MetricDataResults) {
          const points = Timestamps.map((at, index) => ({ at, value: Values[index] ?? 0 }));
          series.push({ id: Id, label: Label, points: points.filter(({ value }) => value > 0) });
        }
        next = NextToken;
      }
      return series;
    });

  return {
    async rejected(since) {
      const period = clock() - since <= MINUTES_FOR_MS ? MINUTE_S : HOUR_S;
      const series = await read(since, [by('rejected', metricNames.requestRejected, 'connection,reason', period)]);
      return series.flatMap(({ label, points }): RequestCountView[] => {
        const [first, last] = [points[0], points.at(-1)];
        if (!first || !last) return [];
        const seen = { first: first.at.toISOString(), last: last.at.toISOString() };
        const [connection = '', reason = ''] = label.split(' ');
        return [{ connection, outcome: 'rejected', reason, count: sum(points), ...seen }];
      });
    },

    async discarded(since) {
      const series = await read(since, [by('discarded', metricNames.valueDiscarded, 'source,kind,reason', HOUR_S)]);
      return countsOf(series, 'discarded').map(({ label, count }) => {
        const [path = '', kind = '', reason = ''] = label.split(' ');
        const [, source = '', connection = ''] = path.split('/');
        return { source, connection, kind, reason, count };
      });
    },

    async lastHour() {
      const { events } = deployed.queues;
      const series = await read(clock() - HOUR_MS, [
        ofQueue('accepted', 'NumberOfMessagesSent', events),
        ofQueue('ended', 'NumberOfMessagesDeleted', events),
        total('rejected', metricNames.requestRejected, MINUTE_S),
        total('quarantined', metricNames.requestQuarantined, MINUTE_S),
        total('slow', metricNames.callSlow, MINUTE_S),
        ...callQueries(namespace),
        by('failed', metricNames.callFailed, 'kind', MINUTE_S),
        by('waiting', metricNames.eventWaiting, 'reason', MINUTE_S),
      ]);
      const of = (id: string) => sum(series.filter((one) => one.id === id).flatMap(({ points }) => points));
      return {
        accepted: of('accepted'),
        ended: of('ended'),
        rejected: of('rejected'),
        quarantined: of('quarantined'),
        ...callsIn(series),
        failedCalls: countsOf(series, 'failed').map(({ label, count }) => ({ kind: label, count })),
        slowCalls: of('slow'),
        waited: countsOf(series, 'waiting').map(({ label, count }) => ({ reason: label, count })),
      };
    },
  };
}

/** Percentiles of an hour: of minutes they could not be put together. */
function callQueries(namespace: string): readonly MetricDataQuery[] {
  const stats = { calls: 'SampleCount', p50: 'p50', p95: 'p95' };
  return Object.entries(stats).map(([id, stat]) => ({
    Id: id,
    MetricStat: {
      Metric: { Namespace: namespace, MetricName: metricNames.callMilliseconds },
      Period: HOUR_S,
      Stat: stat,
    },
  }));
}

/**
 * The documents do not say whether hours begin with the time that is asked for or with the clock's hour, and so whether this one lies in two: then
 * each counts by its calls.
 */
function callsIn(series: readonly Series[]): Pick<LastHour, 'calls' | 'callTimes'> {
  const pointsOf = (wanted: string) => series.filter(({ id }) => id === wanted).flatMap(({ points }) => points);
  const counted = pointsOf('calls');
  const calls = sum(counted);
  // Where no call was counted the functions may be of a version that counts none.
  if (calls === 0) return {};
  const callsAt = new Map(counted.map(({ at, value }) => [at.getTime(), value]));
  const mean = (id: string) =>
    Math.round(pointsOf(id).reduce((all, { at, value }) => all + value * (callsAt.get(at.getTime()) ?? 0), 0) / calls);
  return { calls, callTimes: { p50: mean('p50'), p95: mean('p95') } };
}

/** Of each label, the largest first. */
function countsOf(
  series: readonly Series[],
  wanted: string,
): readonly { readonly label: string; readonly count: number }[] {
  return series
    .filter(({ id, points }) => id === wanted && points.length > 0)
    .map(({ label, points }) => ({ label, count: sum(points) }))
    .toSorted((one, other) => other.count - one.count);
}

interface Series {
  readonly id: string;
  readonly label: string;
  readonly points: readonly { readonly at: Date; readonly value: number }[];
}

function sum(points: Series['points']): number {
  return points.reduce((total, { value }) => total + value, 0);
}
