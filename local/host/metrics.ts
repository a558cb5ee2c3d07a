import { waitingIn } from './events.ts';
import type { Host } from './host.ts';

type Labels = Readonly<Record<string, string>>;
type Sample = readonly [labels: Labels, value: number, suffix?: string];

interface Family {
  readonly name: string;
  readonly help: string;
  readonly type: 'counter' | 'gauge' | 'histogram';
  readonly samples: readonly Sample[];
}

/** Prometheus reads it by this type. */
export const METRICS_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

/** Counts in the text format of Prometheus. Counters are those of this process; no label says anything of a person. */
export async function metricsText(host: Host): Promise<string> {
  return (await families(host)).map(familyText).join('');
}

async function families(host: Host): Promise<readonly Family[]> {
  const { queues, journal, figures, requests, quarantine, breaker } = host;
  const { state, pause } = await breaker.read();
  const waits = { events: waitingIn(queues.events.queue, journal), inlet: waitingIn(queues.inlet.queue) };
  const totals = figures.totals();
  const counted = (name: string, label: string): readonly Sample[] =>
    [
      ...Map.groupBy(
        totals.filter((figure) => figure.name === name),
        (figure) => figure.label,
      ),
    ].map(([value, all]) => [{ [label]: value }, all.reduce((sum, { count }) => sum + count, 0)] as const);
  const now = Date.now();
  return [
    gauge('guiyi_queue_messages', 'Messages that wait in a queue.', [
      [{ queue: 'events' }, waits.events.waiting],
      [{ queue: 'inlet' }, waits.inlet.waiting],
    ]),
    gauge('guiyi_queue_in_flight_messages', 'Messages that are being worked on.', [
      [{ queue: 'events' }, waits.events.inFlight],
      [{ queue: 'inlet' }, waits.inlet.inFlight],
    ]),
    gauge('guiyi_queue_oldest_seconds', 'Age of the oldest message that waits.', [
      [{ queue: 'events' }, ageOf(waits.events.oldest, now)],
      [{ queue: 'inlet' }, ageOf(waits.inlet.oldest, now)],
    ]),
    gauge('guiyi_dead_letters', 'Dead letters.', [
      [{ queue: 'events' }, queues.events.deadLetters.depth().waiting],
      [{ queue: 'inlet' }, queues.inlet.deadLetters.depth().waiting],
    ]),
    gauge('guiyi_quarantined_requests', 'Requests that were proved and not understood.', [
      [{}, quarantine.list({}).length],
    ]),
    gauge('guiyi_breaker_open', '1 while nothing is delivered: the breaker is open, or somebody has paused.', [
      [{}, state === 'closed' && !pause ? 0 : 1],
    ]),
    counter('guiyi_events_received_total', 'Events that were put into the queue.', counted('received', 'connection')),
    counter('guiyi_events_total', 'Tries to deliver an event, by how they ended.', counted('event', 'outcome')),
    counter('guiyi_cdp_calls_total', 'Calls to the CDP.', counted('call', 'call')),
    counter(
      'guiyi_cdp_request_failures_total',
      'Requests to the CDP that failed or were declined.',
      counted('request-failed', 'kind'),
    ),
    {
      name: 'guiyi_cdp_request_duration_seconds',
      help: 'Of a request to the CDP, exchanges of tokens too, right within a fifth.',
      type: 'histogram',
      samples: histogram(totals.filter(({ name }) => name === 'request')),
    },
    counter(
      'guiyi_requests_unused_total',
      'Requests that became no event.',
      requests.totals().map(({ connection, outcome, reason, count }) => [{ connection, outcome, reason }, count]),
    ),
    {
      name: 'guiyi_event_duration_seconds',
      help: 'From the receipt of an event to its end, right within a fifth.',
      type: 'histogram',
      samples: histogram(
        totals.filter(({ name, label }) => name === 'event' && (label === 'done' || label === 'ignored')),
      ),
    },
  ];
}

const gauge = (name: string, help: string, samples: readonly Sample[]): Family => ({
  name,
  help,
  type: 'gauge',
  samples,
});
const counter = (name: string, help: string, samples: readonly Sample[]): Family => ({
  name,
  help,
  type: 'counter',
  samples,
});

const DOUBLINGS = Array.from({ length: 20 }, (_, index) => index);
const STEPS = 4;
const SECOND_MS = 1000;

/** Of durations by bucket, four a doubling of milliseconds: a limit for each doubling. */
function histogram(figures: readonly { readonly bucket: number; readonly count: number }[]): readonly Sample[] {
  const upTo = (bucket: number) =>
    figures.filter((figure) => figure.bucket <= bucket).reduce((sum, { count }) => sum + count, 0);
  const all = upTo(Infinity);
  const sum = figures.reduce((total, { bucket, count }) => total + count * 2 ** (bucket / STEPS), 0) / SECOND_MS;
  return [
    ...DOUBLINGS.map((doubling): Sample => [
      { le: String(2 ** doubling / SECOND_MS) },
      upTo(doubling * STEPS),
      '_bucket',
    ]),
    [{ le: '+Inf' }, all, '_bucket'],
    [{}, sum, '_sum'],
    [{}, all, '_count'],
  ];
}

function ageOf(oldest: string | undefined, now: number): number {
  return oldest === undefined ? 0 : Math.max(0, now - Date.parse(oldest)) / SECOND_MS;
}

function familyText({ name, help, type, samples }: Family): string {
  const lines = samples.map(([labels, value, suffix = '']) => `${name}${suffix}${labelText(labels)} ${value}\n`);
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${lines.join('')}`;
}

function labelText(labels: Labels): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

function escaped(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}
