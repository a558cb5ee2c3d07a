import type { SampleRequest } from '../functions/shared/sources/source.ts';
import { loadConfig } from '../local/host/load-config.ts';
import { forge } from './forge.ts';
import { CommandError } from './command-error.ts';
import type { EventName } from './event-view.ts';
import { type FrontDoor, type FrontDoorOptions, findFrontDoor } from './front-door.ts';
import { outcomeLines } from './print.ts';
import { findTarget, samplePayload, type SampleTarget, signSample } from './samples.ts';
import { setPath } from './set-path.ts';

export interface DoorOptions extends FrontDoorOptions {
  readonly config: string;
  readonly secrets: string;
  readonly json: boolean;
}

interface TriggerOptions extends DoorOptions {
  readonly set: readonly string[];
  readonly times: number;
  readonly badSignature: boolean;
  readonly duplicate: boolean;
}

/** Exit code when the front door did not accept an event. */
const NOT_ACCEPTED = 4;

export async function trigger(what: string, options: TriggerOptions): Promise<void> {
  const dot = what.indexOf('.');
  if (dot < 1) throw new CommandError('trigger takes <platform>.<event>, for example wechat.subscribe');
  const config = await loadConfig(options.config);
  const target = findTarget(config, options.secrets, what.slice(0, dot));
  const event = what.slice(dot + 1);
  if (options.badSignature && target.sampler.transport === 'inlet') {
    throw new CommandError(`${target.connection} gets its events through the inlet queue, where nothing is signed.`);
  }
  const now = Date.now();
  // Fails for a wrong event name before anything is asked of the front door.
  samplePayload(target, event, { now, sequence: 0 });
  const door = await findFrontDoor(options);
  for (let sequence = 0; sequence < options.times; sequence++) {
    const context = { now: now + sequence, sequence };
    const payload = samplePayload(target, event, context);
    for (const assignment of options.set) setPath(payload, assignment);
    const { request, eventNames } = signSample(target, event, payload, context);
    const sent = options.badSignature ? forge(request, target.sampler) : request;
    for (let copy = 0; copy < (options.duplicate ? 2 : 1); copy++) {
      await send(door, target, event, sent, options.badSignature ? [] : eventNames, options.json);
    }
  }
}

async function send(
  door: FrontDoor,
  { connection, sampler }: SampleTarget,
  event: string,
  request: SampleRequest,
  eventNames: readonly EventName[],
  json: boolean,
): Promise<void> {
  if (sampler.transport === 'inlet') {
    await sendToInlet(door, connection, event, request, eventNames, json);
    return;
  }
  const started = performance.now();
  const { status, body } = await door.deliver(connection, request);
  const milliseconds = Math.round(performance.now() - started);
  const accepted = status >= 200 && status < 300;
  if (!accepted) process.exitCode = NOT_ACCEPTED;
  const outcomes = accepted ? await Promise.all(eventNames.map((name) => door.outcome(name))) : [];
  if (json) {
    process.stdout.write(`${JSON.stringify({ connection, event, status, body, outcomes })}\n`);
    return;
  }
  process.stdout.write(
    `${accepted ? '✓' : '✗'} ${connection}  ${event}  HTTP ${status} in ${milliseconds} ms  ${JSON.stringify(body)}\n`,
  );
  if (!accepted) process.stdout.write('    nothing was queued; the reason is in the log of npm start\n');
  for (const outcome of outcomes) for (const line of outcomeLines(outcome)) process.stdout.write(`    ${line}\n`);
}

/** Nothing answers there: what became of the message is asked of the journal. */
async function sendToInlet(
  door: FrontDoor,
  connection: string,
  event: string,
  { body }: SampleRequest,
  eventNames: readonly EventName[],
  json: boolean,
): Promise<void> {
  await door.inlet(body, { connection });
  const outcomes = await Promise.all(eventNames.map((name) => door.outcome(name)));
  if (json) {
    process.stdout.write(`${JSON.stringify({ connection, event, via: 'inlet', outcomes })}\n`);
    return;
  }
  process.stdout.write(`✓ ${connection}  ${event}  in the inlet queue\n`);
  for (const outcome of outcomes) for (const line of outcomeLines(outcome)) process.stdout.write(`    ${line}\n`);
}
