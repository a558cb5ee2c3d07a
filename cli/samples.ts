import { unknownTarget } from './unknown-target.ts';
import * as z from 'zod/mini';
import type { GuiyiConfig } from '../functions/shared/config/define-config.ts';
import { nearestSpelling } from '../functions/shared/text/nearest-spelling.ts';
import { receivers } from '../functions/shared/sources/generated/receivers.ts';
import { samplerOf } from '../functions/shared/sources/sampler-of.ts';
import type { Receiver, SamplePayload, SampleRequest, SampleContext } from '../functions/shared/sources/source.ts';
import { CommandError } from './command-error.ts';
import { exitCodes } from './exit-codes.ts';
import type { EventName } from '../operations/event-view.ts';
import { eventNames, type SampleTarget } from '../operations/samples/sample-target.ts';
import { liveSecrets, readSecrets } from './read-secrets.ts';

export interface Sample {
  readonly request: SampleRequest;
  /** What the front door will call its events; empty for a request that it will refuse. */
  readonly eventNames: readonly EventName[];
}

/** Finds what `wechat` or `shopify-demo` means. @throws CommandError */
export function findSampleTarget(config: GuiyiConfig, secretsFile: string, name: string): SampleTarget {
  const connections = Object.entries(config.connections).filter(([, { source }]) => samplerOf(source) !== undefined);
  const found =
    connections.find(([connection]) => connection === name) ??
    connections.find(([, { source }]) => source === name) ??
    connections.find(([, { source }]) => source.startsWith(`${name}-`));
  if (!found) {
    const own = config.connections[name];
    if (own) {
      throw new CommandError({
        en: `${JSON.stringify(name)} has no webhook, and so no samples: its source, ${own.source}, comes through the inlet queue (docs/sources/${own.source}.md).`,
        zh: `${JSON.stringify(name)} 没有 webhook，因此没有样例：它的来源 ${own.source} 经入口队列进入（docs/zh/sources/${own.source}.md）。`,
      });
    }
    const names = connections.flatMap(([connection, { source }]) => [connection, source]);
    const nearest = nearestSpelling(name, names);
    throw new CommandError(unknownTarget(name, names, nearest), exitCodes.notFound);
  }
  const [connection, { source, options, secret }] = found;
  const sampler = samplerOf(source);
  if (!sampler) throw new Error(`no sampler for ${source}`);
  const receiver: Receiver = receivers[source];
  const live = sampler.transport === 'inlet' ? {} : readSecret(secretsFile, secret ?? connection);
  return { connection, options, secret: live, sampler, receiver };
}

/** @throws CommandError when the platform has no such event. */
export function samplePayload(
  { sampler, options }: SampleTarget,
  event: string,
  context: SampleContext,
): SamplePayload {
  const payload = sampler.payload(event, options, context);
  if (payload) return payload;
  const nearest = nearestSpelling(event, sampler.events);
  const [found, there] = [JSON.stringify(event), sampler.events.join(', ')];
  const text = {
    en: `${sampler.platform} has no event ${found}. There are: ${there}.${nearest ? ` Did you mean ${nearest}?` : ''}`,
    zh: `${sampler.platform} 没有事件 ${found}。现有：${there}。${nearest ? `是不是 ${nearest}？` : ''}`,
  };
  throw new CommandError(text, exitCodes.notFound);
}

/** Signs as the platform does, and looks ahead to what the front door will call its events. */
export function signSample(
  target: SampleTarget,
  event: string,
  payload: SamplePayload,
  context: SampleContext,
): Sample {
  const request = signed(target, event, payload, context);
  return { request, eventNames: eventNames(target, request, context) };
}

/** @throws CommandError without the values of the secret */
function signed(
  { sampler, secret, options, connection }: SampleTarget,
  event: string,
  payload: SamplePayload,
  context: SampleContext,
): SampleRequest {
  try {
    return sampler.sign(event, payload, secret, options, context);
  } catch (error) {
    const isForm = error instanceof z.core.$ZodError;
    if (!isForm) throw error;
    const paths = [...new Set(error.issues.map(({ path }) => path.join('.')))];
    const fields = (whole: string) => paths.map((path) => path || whole).join(', ');
    const text = {
      en: `The secret of ${connection} lacks what its platform signs with, or has it in another form: ${fields('all of it')}. See docs/sources/${sampler.platform}.md.`,
      zh: `${connection} 的密钥缺少该平台签名所用的字段，或形式不对：${fields('全部')}。见 docs/zh/sources/${sampler.platform}.md。`,
    };
    throw new CommandError(text, exitCodes.configuration);
  }
}

function readSecret(file: string, name: string): unknown {
  const [secret] = liveSecrets(readSecrets(file), name) ?? [];
  if (secret === undefined)
    throw new CommandError(
      {
        en: `${file} has no secret for ${JSON.stringify(name)}.`,
        zh: `${file} 中没有 ${JSON.stringify(name)} 的密钥。`,
      },
      exitCodes.configuration,
    );
  return secret;
}
