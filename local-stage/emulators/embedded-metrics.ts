import type { GetMetricDataCommand, MetricDataQuery } from '@aws-sdk/client-cloudwatch';
import * as z from 'zod/mini';
import type { MetricSource } from '../../operations/aws/stage-metrics.ts';

const line = z.looseObject({
  _aws: z.object({
    Timestamp: z.number(),
    CloudWatchMetrics: z.array(
      z.object({
        Namespace: z.string(),
        Dimensions: z.array(z.array(z.string())),
        Metrics: z.array(z.object({ Name: z.string() })),
      }),
    ),
  }),
});

/** Of one metric in one line: a number, or up to a hundred, as the format's specification says. */
const valuesOf = z.pipe(
  z.union([z.number(), z.array(z.number()).check(z.minLength(1), z.maxLength(100))]),
  z.transform((value) => [value].flat()),
);

interface Point {
  readonly namespace: string;
  readonly metric: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly at: number;
  readonly value: number;
}

const SEARCH = /^SEARCH\('\{"([^"]+)",([\w,]+)\} MetricName="(\w+)"', 'Sum', (\d+)\)$/;
const LABEL = /\$\{PROP\('Dim\.(\w+)'\)\}/g;
/** By what CloudWatch's documentation of GetMetricData and MetricDataQuery names. */
const KNOWN = ['MetricDataQueries', 'StartTime', 'EndTime', 'ScanBy', 'NextToken'];

/** What log lines in the embedded metric format make of CloudWatch: answers GetMetricData by them, and refuses what it does not know. */
export function embeddedMetricsSource() {
  const points: Point[] = [];
  const source: MetricSource = {
    async send({ input }: GetMetricDataCommand) {
      const unknown = Object.keys(input).filter((name) => !KNOWN.includes(name));
      if (unknown.length > 0) throw new Error(`ValidationError: ${unknown.join()}`);
      const { MetricDataQueries = [], StartTime, EndTime } = input;
      if (!StartTime || !EndTime || StartTime >= EndTime) throw new Error('ValidationError: the time range');
      const within = points.filter(({ at }) => at >= Number(StartTime) && at < Number(EndTime) + 1);
      return { MetricDataResults: MetricDataQueries.flatMap((query) => answer(query, within)) };
    },
  };
  return {
    source,
    /** As a function writes it into its log. */
    write: (text: string): void => {
      const parsed = line.parse(JSON.parse(text));
      const { Timestamp: at, CloudWatchMetrics } = parsed['_aws'];
      for (const { Namespace: namespace, Dimensions, Metrics } of CloudWatchMetrics) {
        for (const { Name: metric } of Metrics) {
          const values = valuesOf.parse(parsed[metric]);
          for (const names of Dimensions) {
            const dimensions = Object.fromEntries(names.map((name) => [name, String(parsed[name])]));
            for (const value of values) points.push({ namespace, metric, dimensions, at, value });
          }
        }
      }
    },
  };
}

function answer({ Id = '', Expression, MetricStat, Label }: MetricDataQuery, points: readonly Point[]) {
  if (MetricStat) {
    const { Metric: { Namespace, MetricName, Dimensions = [] } = {}, Period = 0, Stat = '' } = MetricStat;
    const wanted = Object.fromEntries(Dimensions.map(({ Name = '', Value = '' }) => [Name, Value]));
    const own = points.filter(
      ({ namespace, metric, dimensions }) =>
        namespace === Namespace && metric === MetricName && JSON.stringify(dimensions) === JSON.stringify(wanted),
    );
    return [{ Id, Label: MetricName ?? '', ...seriesOf(own, Period, Stat) }];
  }
  const [, namespace, schema = '', metric, period] = SEARCH.exec(Expression ?? '') ?? [];
  if (namespace === undefined) throw new Error(`ValidationError: Error in expression '${Id}'`);
  const named = [...(Label ?? '').matchAll(LABEL)].map(([, name = '']) => name);
  if (named.join() !== schema) throw new Error(`ValidationError: label of ${Id}`);
  const wanted = named.toSorted().join();
  const found = points.filter(
    (one) =>
      one.namespace === namespace && one.metric === metric && Object.keys(one.dimensions).toSorted().join() === wanted,
  );
  const labelOf = (dimensions: Point['dimensions']) =>
    (Label ?? '').replaceAll(LABEL, (_, name: string) => dimensions[name] ?? '');
  return [...Map.groupBy(found, ({ dimensions }) => labelOf(dimensions))].map(([label, own]) => ({
    Id,
    Label: label,
    ...seriesOf(own, Number(period), 'Sum'),
  }));
}

const statistics: Readonly<Record<string, (values: readonly number[]) => number>> = {
  Sum: (values) => values.reduce((sum, value) => sum + value, 0),
  SampleCount: (values) => values.length,
  p50: (values) => percentile(values, 0.5),
  p95: (values) => percentile(values, 0.95),
};

function percentile(values: readonly number[], share: number): number {
  return values.toSorted((one, other) => one - other)[Math.ceil(values.length * share) - 1] ?? 0;
}

/** By period, the oldest first. */
function seriesOf(points: readonly Point[], period: number, stat: string) {
  const statistic = statistics[stat];
  if (!statistic) throw new Error(`ValidationError: statistic ${stat}`);
  const byPeriod = Map.groupBy(points, ({ at }) => Math.floor(at / (period * 1000)) * period * 1000);
  const sorted = [...byPeriod].toSorted(([one], [other]) => one - other);
  return {
    Timestamps: sorted.map(([at]) => new Date(at)),
    Values: sorted.map(([, own]) => statistic(own.map(({ value }) => value))),
  };
}
