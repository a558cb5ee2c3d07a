/** Takes one value of a metric or several, and the dimensions by which they are counted. */
export type Measure = (name: string, value: number | readonly number[], dimensionSets: readonly Dimensions[]) => void;
export type Dimensions = Readonly<Record<string, string>>;

/** Where metrics of one function go. */
export interface MetricPorts {
  readonly clock: () => number;
  readonly write: (line: string) => void;
  /** Of CloudWatch; on AWS each stage has its own. */
  readonly namespace: string;
}

/** The format allows no more in one line. */
const MOST_VALUES = 100;

/**
 * Metrics of CloudWatch in the embedded metric format: log lines that CloudWatch reads, without a call. Each combination of a name and
 * dimension values is a metric that costs, so what has many values, as a connection, is a dimension only where somebody has asked for it, or where something is wrong.
 */
export function embeddedMetrics({ clock, write, namespace }: MetricPorts): Measure {
  const writeLine = (name: string, value: number | readonly number[], dimensionSets: readonly Dimensions[]): void => {
    const line = {
      _aws: {
        Timestamp: clock(),
        CloudWatchMetrics: [
          {
            Namespace: namespace,
            Dimensions: dimensionSets.map((set) => Object.keys(set)),
            Metrics: [{ Name: name, Unit: unitOf(name) }],
          },
        ],
      },
      ...Object.assign({}, ...dimensionSets),
      [name]: value,
    };
    write(`${JSON.stringify(line)}\n`);
  };
  return (name, value, dimensionSets) => {
    if (typeof value === 'number') return writeLine(name, value, dimensionSets);
    for (let from = 0; from < value.length; from += MOST_VALUES)
      writeLine(name, value.slice(from, from + MOST_VALUES), dimensionSets);
  };
}

function unitOf(name: string): 'Count' | 'Milliseconds' | 'None' {
  if (name.endsWith('Milliseconds')) return 'Milliseconds';
  return name.endsWith('Hours') ? 'None' : 'Count';
}
