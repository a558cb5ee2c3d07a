import type { DeliveryClient } from '../../functions/shared/cdp/delivery-client.ts';
import type { Transport } from '../../functions/shared/cdp/transport.ts';
import type { GuiyiConfig } from '../../functions/shared/config/define-config.ts';
import type { SecretStore } from '../../functions/shared/ports/ports.ts';
import type { Deployed } from '../deployed.ts';
import { AccountError } from './account-error.ts';
import { openStageCdp } from './stage-cdp.ts';
import { type MetricSource, openStageMetrics, type StageMetrics } from './stage-metrics.ts';

/** A stage, with the rights of whoever asks. */
export interface StageContext {
  readonly deployed: Deployed;
  /** As it was deployed. */
  readonly config: GuiyiConfig;
  readonly secrets: SecretStore;
  readonly clock: () => number;
  /** The key of the keyed hashes. @throws AccountError */
  readonly hashKey: () => Promise<string>;
  /** The key of the kept messages. @throws AccountError where these credentials may not read it */
  readonly envelopeKey: () => Promise<string>;
  /** The CDP itself, with the stage's own key. Its methods throw CdpError, and a SecretError where these credentials may not read the key. */
  readonly cdp: () => DeliveryClient;
  readonly metrics: StageMetrics;
}

/** What is outside of the stage; the network and CloudWatch where it is not given. */
export interface StageSurroundings {
  /** To the CDP. */
  readonly transport?: Transport;
  readonly metrics?: MetricSource;
}

export function openStageContext(
  known: Pick<StageContext, 'deployed' | 'config' | 'secrets' | 'clock'>,
  { transport, metrics }: StageSurroundings = {},
): StageContext {
  const keyOf = (name: string, what: string) => {
    let key: Promise<string> | undefined;
    const read = async () => {
      const path = `${known.deployed.secretPrefix}${name}`;
      let text: string | undefined;
      try {
        text = await known.secrets.read(name);
      } catch (cause) {
        throw new AccountError(`${path} cannot be read with these credentials, and without it ${what}`, { cause });
      }
      if (text === undefined) throw new AccountError(`there is no secret ${path}, and without it ${what}`);
      return text;
    };
    return () => (key ??= read());
  };
  let cdp: DeliveryClient | undefined;
  return {
    ...known,
    hashKey: keyOf('privacy', 'nothing can be looked for by an order, a delivery or a person'),
    envelopeKey: keyOf('envelopes', 'no kept message can be opened'),
    metrics: openStageMetrics(known, metrics),
    cdp: () => (cdp ??= openStageCdp(known, keyOf('cdp', 'the CDP cannot be asked'), transport)),
  };
}
