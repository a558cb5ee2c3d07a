import { composeInlet } from '../../functions/compose.ts';
import type { GuiyiConfig } from '../../functions/shared/config/define-config.ts';
import type { Envelope } from '../../functions/shared/envelope/envelope.ts';
import { samplerOf } from '../../functions/shared/sources/sampler-of.ts';
import type { SamplePayload } from '../../functions/shared/sources/source.ts';
import { TestClock } from './clock.ts';
import { demoConfig, secrets } from './demo.ts';
import { recordingLog } from './log.ts';
import { MemoryArchive, MemoryDeadLetters, MemoryQueue, MemorySecrets, MemoryVisibility } from './ports.ts';
import { context, sqsRecord } from './sqs.ts';

/** The inlet with the real receivers, and stores in memory. */
export function openInlet(config: GuiyiConfig = demoConfig(), clock: TestClock = new TestClock()) {
  const queue = new MemoryQueue();
  const deadLetters = new MemoryDeadLetters();
  let taken: readonly Envelope[] = [];
  const handler = composeInlet({
    config,
    queue,
    archive: new MemoryArchive(),
    deadLetters,
    visibility: new MemoryVisibility(),
    secrets: new MemorySecrets(secrets),
    clock: clock.read,
    log: recordingLog().log,
    observe: (envelopes) => {
      taken = envelopes;
    },
  });
  /** What was queued of a message, or why it is a dead letter. */
  const put = async (
    body: string,
    attributes: Readonly<Record<string, string>> = {},
  ): Promise<readonly Envelope[] | string> => {
    taken = [];
    const before = deadLetters.letters.length;
    await handler({ Records: [sqsRecord({ body, groupId: 'g', deduplicationId: 'd' }, { attributes })] }, context());
    return deadLetters.letters.slice(before)[0]?.reason ?? taken;
  };
  return {
    queue,
    deadLetters,
    put,
    /** The one event that was queued of a message. */
    async one(body: string, attributes: Readonly<Record<string, string>> = {}): Promise<Envelope> {
      const queued = await put(body, attributes);
      const [event, ...more] = typeof queued === 'string' ? [] : queued;
      if (!event || more.length > 0) throw new Error(typeof queued === 'string' ? queued : 'one event');
      return event;
    },
  };
}

/** A platform's own sample as the body of a message in the inlet queue. */
export function inletSample(
  connection: string,
  event: string,
  at: { readonly now: number; readonly sequence?: number },
  change: (payload: SamplePayload) => void = () => undefined,
): string {
  const { source, options } = demoConfig().connections[connection] ?? {};
  const sampler = samplerOf(source ?? '');
  const when = { sequence: 1, ...at };
  const payload = sampler?.payload(event, options, when);
  if (!sampler || !payload) throw new Error(`no sample ${event} for ${connection}`);
  change(payload);
  return sampler.sign(event, payload, {}, options, when).body;
}
