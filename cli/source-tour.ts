import { type Language, languageOf } from '../functions/shared/text/language.ts';
import type { GuiyiConfig } from '../functions/shared/config/define-config.ts';
import { samplerOf } from '../functions/shared/sources/sampler-of.ts';
import { loadConfig } from '../operations/load-config.ts';
import { forge } from '../operations/samples/forge.ts';
import { CommandError } from './command-error.ts';
import { exitCodes } from './exit-codes.ts';
import type { EventView } from '../operations/event-view.ts';
import { type WebhookEndpoint, findWebhookEndpoint } from './webhook-endpoint.ts';
import { findSampleTarget, samplePayload, signSample } from './samples.ts';
import type { SampleTarget } from '../operations/samples/sample-target.ts';
import type { Terminal } from './terminal.ts';
import type { TriggerTarget } from './trigger.ts';

/** What one source did with each of its events. */
interface Tour {
  readonly connection: string;
  readonly source: string;
  readonly events: Stop[];
}

interface Stop {
  readonly event: string;
  /** HTTP status of the genuine delivery, of the same once more, and of one with a changed byte; the inlet queue has none. */
  readonly http?: Answers;
  readonly became: string;
  /** Why this is not as it must be. */
  readonly wrong?: Wrong;
}

interface Answers {
  readonly genuine: number;
  readonly again: number;
  readonly forged: number;
}

type Wrong =
  | 'the genuine delivery was not accepted'
  | 'the same delivery was refused the second time'
  | 'THE FORGED DELIVERY WAS ACCEPTED'
  | 'it was not delivered';

const LEAVING = /cancellation|redact|log_?off|erase/i;

/**
 * Every event of every source that a sampler knows, as the platform would send it: genuine, the same once more, and forged.
 * A forged one that is accepted, or a genuine one that is not, ends with exit code 4.
 */
export async function sourceTour(
  { stdout, env }: Terminal,
  connection: string | undefined,
  options: TriggerTarget,
): Promise<number> {
  const language = languageOf(env);
  const config = await loadConfig(options.config);
  const names = connection === undefined ? sampledConnections(config) : [connection];
  if (names.length === 0) {
    throw new CommandError({
      en: 'No connection of this configuration has a source with samples.',
      zh: '这份配置中没有带样例的来源。',
    });
  }
  const targets = names.map((name) => findSampleTarget(config, options.secrets, name));
  const endpoint = await findWebhookEndpoint(options);
  const tours = targets.map((target): Tour & { target: SampleTarget } => {
    return { target, connection: target.connection, source: target.sampler.platform, events: [] };
  });
  // Who is forgotten by one source must not be missed by the next: the samples share their people.
  for (const leaving of [false, true]) {
    for (const tour of tours) {
      const events = tour.target.sampler.events.filter((event) => LEAVING.test(event) === leaving);
      tour.events.push(...(await visit(endpoint, tour.target, events)));
    }
  }
  for (const { target: _target, ...tour } of tours) {
    stdout.write(options.json ? `${JSON.stringify(tour)}\n` : lines(tour, language));
  }
  return tours.some(({ events }) => events.some(({ wrong }) => wrong !== undefined))
    ? exitCodes.verification
    : exitCodes.done;
}

function sampledConnections({ connections }: GuiyiConfig): readonly string[] {
  return Object.entries(connections).flatMap(([name, { source }]) =>
    (samplerOf(source)?.events.length ?? 0) > 0 ? [name] : [],
  );
}

async function visit(
  endpoint: WebhookEndpoint,
  target: SampleTarget,
  events: readonly string[],
): Promise<readonly Stop[]> {
  const now = Date.now();
  const stops: Stop[] = [];
  for (const [index, event] of events.entries()) {
    stops.push(await stop(endpoint, target, event, { now: now + index, sequence: (now % 1_000_000) + index }));
  }
  return stops;
}

async function stop(
  endpoint: WebhookEndpoint,
  target: SampleTarget,
  event: string,
  context: { readonly now: number; readonly sequence: number },
): Promise<Stop> {
  const { request, eventNames } = signSample(target, event, samplePayload(target, event, context), context);
  const { connection, sampler } = target;
  const outcomesOf = () => Promise.all(eventNames.map((name) => endpoint.outcome(name)));
  if (sampler.transport === 'inlet') {
    // Who may send into the queue is its policy's affair: there is nothing to forge.
    await endpoint.inlet(request.body, { connection });
    await endpoint.inlet(request.body, { connection });
    return stopOf(event, undefined, await outcomesOf());
  }
  const { status: genuine } = await endpoint.deliver(connection, request);
  const outcomes = isAccepted(genuine) ? await outcomesOf() : [];
  const { status: again } = await endpoint.deliver(connection, request);
  const { status: forged } = await endpoint.deliver(connection, forge(request, sampler));
  return stopOf(event, { genuine, again, forged }, outcomes);
}

function stopOf(event: string, http: Stop['http'], outcomes: readonly (EventView | undefined)[]): Stop {
  const wrong = wrongIn(http, outcomes);
  return {
    event,
    ...(http && { http }),
    became: becameOf(outcomes),
    ...(wrong === undefined ? {} : { wrong }),
  };
}

function wrongIn(http: Stop['http'], outcomes: readonly (EventView | undefined)[]): Wrong | undefined {
  if (http && !isAccepted(http.genuine)) return 'the genuine delivery was not accepted';
  if (http && !isAccepted(http.again)) return 'the same delivery was refused the second time';
  if (http && isAccepted(http.forged)) return 'THE FORGED DELIVERY WAS ACCEPTED';
  if (outcomes.some((event) => event === undefined || event.state === 'queued')) return 'it was not delivered';
  return undefined;
}

function isAccepted(status: number): boolean {
  return status >= 200 && status < 300;
}

function becameOf(outcomes: readonly (EventView | undefined)[]): string {
  const said = outcomes.map((event) => {
    if (event === undefined) return 'not queued';
    const kinds = [...new Set((event.report?.identities ?? []).map(({ kind }) => kind))];
    return event.state === 'done' ? `done: ${kinds.join(', ')}` : `${event.state}: ${event.reason ?? ''}`;
  });
  return said.join('; ') || 'nothing to queue';
}

const WORDS = {
  en: {
    way: ({ genuine, again, forged }: Answers) => `${genuine}, again ${again}, forged ${forged}`,
    inlet: 'inlet queue, twice',
    'the genuine delivery was not accepted': 'the genuine delivery was not accepted',
    'the same delivery was refused the second time': 'the same delivery was refused the second time',
    'THE FORGED DELIVERY WAS ACCEPTED': 'THE FORGED DELIVERY WAS ACCEPTED',
    'it was not delivered': 'it was not delivered',
  },
  zh: {
    way: ({ genuine, again, forged }: Answers) => `${genuine}，重复 ${again}，伪造 ${forged}`,
    inlet: '入口队列，两次',
    'the genuine delivery was not accepted': '真实的请求没有被接收',
    'the same delivery was refused the second time': '同一请求第二次被拒绝',
    'THE FORGED DELIVERY WAS ACCEPTED': '伪造的请求被接收了',
    'it was not delivered': '没有投递',
  },
} as const satisfies Record<
  Language,
  Readonly<Record<Wrong | 'inlet', string>> & { readonly way: (answers: Answers) => string }
>;

function becameIn(became: string, language: Language): string {
  if (language === 'en') return became;
  return became.replaceAll('not queued', '没有入队').replaceAll('nothing to queue', '没有事件');
}

function lines({ connection, source, events }: Tour, language: Language): string {
  const words = WORDS[language];
  const widest = Math.max(...events.map(({ event }) => event.length));
  const rows = events.map(({ event, http, became, wrong }) => {
    const way = http ? words.way(http) : words.inlet;
    const end = wrong === undefined ? becameIn(became, language) : words[wrong];
    return `  ${wrong === undefined ? '✓' : '✗'} ${event.padEnd(widest)}  ${way}  ${end}\n`;
  });
  return `${connection} (${source})\n${rows.join('')}`;
}
