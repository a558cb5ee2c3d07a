import { languageOf } from '../../functions/shared/text/language.ts';
import { type Localized, same } from '../../functions/shared/text/localized.ts';
import { pairLines } from '../table.ts';
import { setTimeout as wait } from 'node:timers/promises';
import type { GuiyiConfig } from '../../functions/shared/config/define-config.ts';
import { identifiers } from '../../functions/shared/sources/generated/identifiers.ts';
import { receivers } from '../../functions/shared/sources/generated/receivers.ts';
import { openIdentifiers } from '../../functions/shared/sources/open-identifiers.ts';
import { samplerOf } from '../../functions/shared/sources/sampler-of.ts';
import type { SampleRequest } from '../../functions/shared/sources/source.ts';
import { probeDeployedCdp, readEventState } from '../../operations/aws/follow-event.ts';
import { readDeployed } from '../../operations/aws/read-deployed.ts';
import { openSecretFolder } from '../../operations/aws/secret-folder.ts';
import type { Deployed } from '../../operations/deployed.ts';
import { loadConfig } from '../../operations/load-config.ts';
import { forge } from '../../operations/samples/forge.ts';
import { eventNames, type SampleTarget } from '../../operations/samples/sample-target.ts';
import { liveValues } from '../../operations/secret-values.ts';
import { CommandError } from '../command-error.ts';
import { exitCodes } from '../exit-codes.ts';
import { samplePayload, signSample } from '../samples.ts';
import type { Terminal } from '../terminal.ts';
import { chosenStage, withAccount } from './chosen-stage.ts';

interface Step {
  readonly step: Localized;
  readonly ok: boolean;
  readonly detail: Localized;
}

interface SmokeOptions {
  readonly stack: string;
  readonly region?: string;
  readonly config?: string;
  readonly seconds: number;
  readonly json: boolean;
}

/**
 * Goes the whole way of a deployed stage with a genuine event of a kind that says nothing about anybody: no customer is made, nothing has to be removed, and
 * in the journal it stands as ignored. Then delivery itself asks the CDP.
 * @throws CommandError, ConfigError
 */
export async function smoke(
  { stdout, env }: Terminal,
  connection: string | undefined,
  { stack, json, seconds, ...options }: SmokeOptions,
): Promise<number> {
  const stage = chosenStage({ stage: stack, ...options });
  const config = await loadConfig(stage.config);
  const { region } = options;
  const steps = await withAccount(async () => {
    const deployed = await readDeployed(stage, region);
    const sample = await chooseSample(config, connection, openSecretFolder(stage, region));
    return [
      ...(await throughTheDoor(deployed, sample)),
      await throughTheQueue(deployed, sample, seconds * 1000),
      await toTheCdp(deployed),
    ];
  });
  const failed = steps.filter(({ ok }) => !ok).length;
  if (json) {
    const told = steps.map(({ step, ok, detail }) => ({ step: step.en, ok, detail: detail.en }));
    stdout.write(`${JSON.stringify({ stage: stage.name, steps: told, failed })}\n`);
  } else {
    const language = languageOf(env);
    const rows = steps.map(
      ({ step, ok, detail }) => [`${ok ? '✓' : '✗'} ${step[language]}`, detail[language]] as const,
    );
    stdout.write(`${pairLines(rows).join('\n')}\n`);
  }
  return failed > 0 ? exitCodes.verification : exitCodes.done;
}

/** A genuine request, a forged one, and what becomes of the genuine one. */
interface Sample {
  readonly connection: string;
  readonly event: string;
  readonly id: string;
  readonly request: SampleRequest;
  readonly forged: SampleRequest;
}

/** @throws CommandError where no connection has an event that is about nobody */
async function chooseSample(
  config: GuiyiConfig,
  wanted: string | undefined,
  secrets: ReturnType<typeof openSecretFolder>,
): Promise<Sample> {
  const identify = openIdentifiers(config, identifiers);
  const names = wanted === undefined ? Object.keys(config.connections) : [wanted];
  for (const name of names) {
    const settings = config.connections[name];
    const sampler = settings && samplerOf(settings.source);
    if (!settings || !sampler || sampler.transport === 'inlet') continue;
    const [secret] = liveValues(await secrets.read(settings.secret ?? name));
    if (!secret) continue;
    const { options, source } = settings;
    const target: SampleTarget = { connection: name, options, secret, sampler, receiver: receivers[source] };
    const now = Date.now();
    const context = { now, sequence: now % 1_000_000 };
    for (const event of sampler.events) {
      const { request } = signSample(target, event, samplePayload(target, event, context), context);
      const [envelope, ...more] = eventNames(target, request, context);
      if (!envelope || more.length > 0) continue;
      const made = identify(envelope);
      // Only this reason: nobody is asked about it, and it says nothing of anybody.
      if (made?.outcome !== 'ignored' || made.reason !== 'event-not-handled') continue;
      return { connection: name, event, id: envelope.id, request, forged: forge(request, sampler) };
    }
  }
  throw new CommandError(
    {
      en:
        `${wanted ?? 'No connection that has its secret'} has no kind of event that is about nobody, so none can be sent without leaving a customer behind. ` +
        'Cause a real one: follow the account, change a test order. `npx guiyi doctor --stack` looks at everything else.',
      zh:
        `${wanted ?? '已有密钥的连接都'}没有不涉及任何人的事件，发送任何事件都会留下客户。` +
        '请产生一个真实的事件：关注公众号，修改测试订单。其余由 `npx guiyi doctor --stack` 检查。',
    },
    exitCodes.notFound,
  );
}

async function throughTheDoor(deployed: Deployed, sample: Sample): Promise<readonly Step[]> {
  const { connection, event, request, forged } = sample;
  const answer = async (step: Localized, path: string, sent: SampleRequest, isRight: (status: number) => boolean) => {
    const status = await send(`${deployed.address}${path}`, sent).catch(() => undefined);
    const detail = status === undefined ? { en: 'nothing answers', zh: '没有应答' } : same(`HTTP ${status}`);
    return { step, ok: status !== undefined && isRight(status), detail };
  };
  const get = { method: 'GET', headers: {}, rawQuery: '', body: '' } as const;
  const path = `/webhooks/${connection}`;
  return [
    await answer({ en: 'health', zh: '健康检查' }, '/health', get, (status) => status === 200),
    await answer(
      { en: 'an address that is nobody’s', zh: '不存在的地址' },
      '/webhooks/nobodys-address-0',
      get,
      (status) => status === 404,
    ),
    await answer(
      { en: `forged ${event} of ${connection}`, zh: `伪造的 ${event}，${connection}` },
      path,
      forged,
      (status) => status >= 400 && status < 500,
    ),
    await answer(
      { en: `genuine ${event} of ${connection}`, zh: `真实的 ${event}，${connection}` },
      path,
      request,
      (status) => status >= 200 && status < 300,
    ),
  ];
}

async function send(url: string, { method, headers, rawQuery, body }: SampleRequest): Promise<number> {
  const response = await fetch(`${url}${rawQuery === '' ? '' : `?${rawQuery}`}`, {
    method,
    headers: { ...headers },
    signal: AbortSignal.timeout(10_000),
    ...(method === 'POST' ? { body } : {}),
  });
  await response.arrayBuffer();
  return response.status;
}

const BETWEEN_LOOKS_MS = 2_000;

/** The event is read from the queue, and the journal says what became of it. */
async function throughTheQueue(deployed: Deployed, { connection, id }: Sample, within: number): Promise<Step> {
  const step = { en: 'delivery', zh: '投递' };
  const end = Date.now() + within;
  for (;;) {
    const found = await readEventState(deployed, connection, id, Date.now());
    if (found && found.state !== 'waiting') {
      const { state, reason } = found;
      const detail = { en: `${state}, ${reason ?? 'no reason'}`, zh: `${state}，${reason ?? '没有原因'}` };
      return { step, ok: state === 'ignored', detail };
    }
    if (Date.now() >= end) {
      const detail = found
        ? { en: `still waiting: ${found.reason ?? 'no reason'}`, zh: `仍在等待：${found.reason ?? '没有原因'}` }
        : { en: `not in the journal after ${within / 1000} s`, zh: `${within / 1000} 秒后仍不在事件记录中` };
      return { step, ok: false, detail };
    }
    await wait(Math.min(BETWEEN_LOOKS_MS, within));
  }
}

async function toTheCdp(deployed: Deployed): Promise<Step> {
  const { answered, detail } = await probeDeployedCdp(deployed);
  const fine = { en: 'the CDP answers delivery, with its key', zh: '投递用自己的 key 访问 CDP，有应答' };
  return { step: same('CDP'), ok: answered, detail: detail === undefined ? fine : same(detail) };
}
