import type { SampleRequest } from '../functions/shared/sources/source.ts';
import { loadConfig } from '../operations/load-config.ts';
import { forge } from '../operations/samples/forge.ts';
import { CommandError } from './command-error.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import type { EventName, EventView } from '../operations/event-view.ts';
import { type WebhookEndpoint, type WebhookEndpointOptions, findWebhookEndpoint } from './webhook-endpoint.ts';
import { outcomeLines } from './print.ts';
import { findSampleTarget, samplePayload, signSample } from './samples.ts';
import type { SampleTarget } from '../operations/samples/sample-target.ts';
import { setPath } from './set-path.ts';
import type { Terminal } from './terminal.ts';

export interface TriggerTarget extends WebhookEndpointOptions {
  readonly config: string;
  readonly secrets: string;
  readonly json: boolean;
}

interface TriggerOptions extends TriggerTarget {
  readonly set: readonly string[];
  readonly times: number;
  readonly badSignature: boolean;
  readonly duplicate: boolean;
}

/** @returns the exit code */
export async function trigger(terminal: Terminal, what: string, options: TriggerOptions): Promise<number> {
  const dot = what.indexOf('.');
  if (dot < 1) throw new CommandError('trigger takes <platform>.<event>, for example wechat.subscribe');
  const config = await loadConfig(options.config);
  const target = findSampleTarget(config, options.secrets, what.slice(0, dot));
  const event = what.slice(dot + 1);
  if (options.badSignature && target.sampler.transport === 'inlet') {
    throw new CommandError(`${target.connection} gets its events through the inlet queue, where nothing is signed.`);
  }
  const now = Date.now();
  // Fails for a wrong event name before anything is asked of the front door.
  samplePayload(target, event, { now, sequence: 0 });
  const endpoint = await findWebhookEndpoint(options);
  let exitCode: ExitCode = exitCodes.done;
  for (let sequence = 0; sequence < options.times; sequence++) {
    const context = { now: now + sequence, sequence };
    const payload = samplePayload(target, event, context);
    for (const assignment of options.set) setPath(payload, assignment);
    const { request, eventNames } = signSample(target, event, payload, context);
    const sent = options.badSignature ? forge(request, target.sampler) : request;
    for (let copy = 0; copy < (options.duplicate ? 2 : 1); copy++) {
      const names = options.badSignature ? [] : eventNames;
      const accepted = await send(terminal, endpoint, target, event, sent, names, {
        json: options.json,
        again: copy > 0,
      });
      if (!accepted) exitCode = exitCodes.verification;
    }
  }
  return exitCode;
}

/** Whether the front door accepted it. */
async function send(
  { stdout }: Terminal,
  endpoint: WebhookEndpoint,
  { connection, sampler }: SampleTarget,
  event: string,
  request: SampleRequest,
  eventNames: readonly EventName[],
  { json, again }: SendOptions,
): Promise<boolean> {
  const before = again ? await outcomesOf(endpoint, eventNames) : undefined;
  if (sampler.transport === 'inlet') {
    await endpoint.inlet(request.body, { connection });
    const outcomes = await outcomesOf(endpoint, eventNames);
    if (json) stdout.write(`${JSON.stringify({ connection, event, via: 'inlet', ...shown(outcomes, before) })}\n`);
    else stdout.write(`✓ ${connection}  ${event}  in the inlet queue\n${lines(outcomes, before)}`);
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
    `${accepted ? '✓' : '✗'} ${connection}  ${event}  HTTP ${status} in ${milliseconds} ms  ${JSON.stringify(body)}\n`,
  );
  if (!accepted) stdout.write('    nothing was queued; the reason is in the log of npm start\n');
  else stdout.write(lines(outcomes, before));
  return accepted;
}

interface SendOptions {
  readonly json: boolean;
  /** The same request was sent before. */
  readonly again: boolean;
}

type Outcomes = readonly (EventView | undefined)[];

function outcomesOf(endpoint: WebhookEndpoint, names: readonly EventName[]): Promise<Outcomes> {
  return Promise.all(names.map((name) => endpoint.outcome(name)));
}

/** @param before what was known of the events before the request was sent again */
function lines(outcomes: Outcomes, before: Outcomes | undefined): string {
  if (isUnchanged(outcomes, before)) return '    acknowledged again, no second effect\n';
  return outcomes
    .flatMap((event) => outcomeLines(event))
    .map((line) => `    ${line}\n`)
    .join('');
}

function shown(outcomes: Outcomes, before: Outcomes | undefined) {
  return isUnchanged(outcomes, before) ? { again: true, secondEffect: false } : { outcomes };
}

function isUnchanged(outcomes: Outcomes, before: Outcomes | undefined): boolean {
  return before !== undefined && JSON.stringify(outcomes) === JSON.stringify(before);
}
