import { type Language, languageOf } from '../functions/shared/text/language.ts';
import type { SampleRequest } from '../functions/shared/sources/source.ts';
import { loadConfig } from '../operations/load-config.ts';
import { forge } from '../operations/samples/forge.ts';
import { CommandError } from './command-error.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { hint } from './hint.ts';
import type { EventName, EventView } from '../operations/event-view.ts';
import { type WebhookEndpoint, type WebhookEndpointOptions, findWebhookEndpoint } from './webhook-endpoint.ts';
import { outcomeLines } from './print.ts';
import { findSampleTarget, samplePayload, signSample } from './samples.ts';
import type { SampleTarget } from '../operations/samples/sample-target.ts';
import { readPayload } from './payload-file.ts';
import { setPath, unsetPath } from './set-path.ts';
import type { Terminal } from './terminal.ts';

export interface TriggerTarget extends WebhookEndpointOptions {
  readonly config: string;
  readonly secrets: string;
  readonly json: boolean;
}

interface TriggerOptions extends TriggerTarget {
  readonly set: readonly string[];
  readonly unset: readonly string[];
  /** Signed in place of a sample. */
  readonly payload?: string;
  readonly times: number;
  readonly badSignature: boolean;
  readonly duplicate: boolean;
}

/** @returns the exit code */
export async function trigger(terminal: Terminal, what: string, options: TriggerOptions): Promise<number> {
  const dot = what.indexOf('.');
  if (dot < 1) {
    throw new CommandError({
      en: 'trigger takes <platform>.<event>, for example wechat.subscribe',
      zh: 'trigger 的写法是 <平台>.<事件>，例如 wechat.subscribe',
    });
  }
  const config = await loadConfig(options.config);
  const target = findSampleTarget(config, options.secrets, what.slice(0, dot));
  const event = what.slice(dot + 1);
  if (options.badSignature && target.sampler.transport === 'inlet') {
    throw new CommandError({
      en: `${target.connection} gets its events through the inlet queue, where nothing is signed.`,
      zh: `${target.connection} 的事件经入口队列进入，那里没有签名。`,
    });
  }
  if (options.payload !== undefined && options.times > 1) {
    throw new CommandError({
      en: '--payload is one event, and --times asks for several different ones',
      zh: '--payload 是一个事件，而 --times 要求多个不同的事件',
    });
  }
  const now = Date.now();
  // Fails for a wrong file or event name before anything is asked of the front door.
  const given = options.payload === undefined ? undefined : readPayload(options.payload);
  if (!given) samplePayload(target, event, { now, sequence: 0 });
  const endpoint = await findWebhookEndpoint(options);
  let exitCode: ExitCode = exitCodes.done;
  for (let sequence = 0; sequence < options.times; sequence++) {
    const context = { now: now + sequence, sequence };
    const payload = given ?? samplePayload(target, event, context);
    for (const assignment of options.set) setPath(payload, assignment);
    for (const path of options.unset) unsetPath(payload, path);
    const { request, eventNames } = signSample(target, event, payload, context);
    const sent = options.badSignature ? forge(request, target.sampler) : request;
    for (let copy = 0; copy < (options.duplicate ? 2 : 1); copy++) {
      const names = options.badSignature ? [] : eventNames;
      const accepted = await send(terminal, endpoint, target, event, sent, names, {
        json: options.json,
        again: copy > 0,
        data: options.data,
      });
      if (!accepted) exitCode = exitCodes.verification;
    }
  }
  return exitCode;
}

/** Whether the front door accepted it. */
async function send(
  { stdout, env }: Terminal,
  endpoint: WebhookEndpoint,
  { connection, sampler }: SampleTarget,
  event: string,
  request: SampleRequest,
  eventNames: readonly EventName[],
  { json, again, data }: SendOptions,
): Promise<boolean> {
  const language = languageOf(env);
  const words = WORDS[language];
  const before = again ? await outcomesOf(endpoint, eventNames) : undefined;
  if (sampler.transport === 'inlet') {
    await endpoint.inlet(request.body, { connection });
    const outcomes = await outcomesOf(endpoint, eventNames);
    if (json) stdout.write(`${JSON.stringify({ connection, event, via: 'inlet', ...shown(outcomes, before) })}\n`);
    else stdout.write(`✓ ${connection}  ${event}  ${words.inlet}\n${lines(outcomes, before, language)}`);
    return true;
  }
  const started = performance.now();
  const { status, body } = await endpoint.deliver(connection, request);
  const milliseconds = Math.round(performance.now() - started);
  const accepted = status >= 200 && status < 300;
  const outcomes = accepted ? await outcomesOf(endpoint, eventNames) : [];
  if (json) {
    stdout.write(`${JSON.stringify({ connection, event, status, body, ...shown(outcomes, before) })}\n`);
    return accepted;
  }
  stdout.write(
    `${accepted ? '✓' : '✗'} ${connection}  ${event}  ${words.answered(status, milliseconds)}  ${JSON.stringify(body)}\n`,
  );
  if (!accepted) stdout.write(`    ${words.notQueued}\n`);
  else if (eventNames.length === 0 && !again) stdout.write(`    ${words.noEvent(data)}\n`);
  else stdout.write(lines(outcomes, before, language));
  return accepted;
}

const WORDS = {
  en: {
    inlet: 'in the inlet queue',
    answered: (status: number, milliseconds: number) => `HTTP ${status} in ${milliseconds} ms`,
    notQueued: 'nothing was queued; the reason is in the log of npm start',
    noEvent: (data: string) =>
      `it became no event. What was not understood is listed by: ${hint('quarantine list --requests', data)}`,
    again: 'acknowledged again, no second effect',
  },
  zh: {
    inlet: '已进入入口队列',
    answered: (status: number, milliseconds: number) => `HTTP ${status}，${milliseconds} 毫秒`,
    notQueued: '没有入队；原因见 npm start 的日志',
    noEvent: (data: string) => `没有由此产生事件。未能理解的请求列在：${hint('quarantine list --requests', data)}`,
    again: '再次应答成功，没有产生第二次效果',
  },
} as const satisfies Record<Language, object>;

interface SendOptions {
  readonly json: boolean;
  /** The same request was sent before. */
  readonly again: boolean;
  readonly data: string;
}

type Outcomes = readonly (EventView | undefined)[];

function outcomesOf(endpoint: WebhookEndpoint, names: readonly EventName[]): Promise<Outcomes> {
  return Promise.all(names.map((name) => endpoint.outcome(name)));
}

/** @param before what was known of the events before the request was sent again */
function lines(outcomes: Outcomes, before: Outcomes | undefined, language: Language): string {
  if (isUnchanged(outcomes, before)) return `    ${WORDS[language].again}\n`;
  return outcomes
    .flatMap((event) => outcomeLines(event, language))
    .map((line) => `    ${line}\n`)
    .join('');
}

function shown(outcomes: Outcomes, before: Outcomes | undefined) {
  return isUnchanged(outcomes, before) ? { again: true, secondEffect: false } : { outcomes };
}

function isUnchanged(outcomes: Outcomes, before: Outcomes | undefined): boolean {
  return before !== undefined && JSON.stringify(outcomes) === JSON.stringify(before);
}
