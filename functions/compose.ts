import { type CallFigures, openCallTally } from './shared/cdp/call-tally.ts';
import { DEFAULT_TIMEOUT_SECONDS, type Transport } from './shared/cdp/transport.ts';
import { type ApiTransport, fetchApi } from './shared/enrichment/api-transport.ts';
import { longestLookUpMs, openEnrichment } from './shared/enrichment/open-enrichment.ts';
import type { FormerItems, Leases, SecretStore } from './shared/ports/ports.ts';
import { enrichers } from './shared/sources/generated/enrichers.ts';
import { identifiers } from './shared/sources/generated/identifiers.ts';
import { openIdentifiers } from './shared/sources/open-identifiers.ts';
import { receivers } from './shared/sources/generated/receivers.ts';
import type { Cdp } from './deliver/cdp.ts';
import { breakerInLedger } from './shared/breaker/store.ts';
import type { Delivery } from './deliver/delivery.ts';
import { openEnvelopeKey, openHashKey } from './deliver/hash-key.ts';
import { openCdp } from './deliver/open-cdp.ts';
import { defaultLimits } from './shared/cdp/open-delivery-client.ts';
import { probeCdp } from './deliver/probe.ts';
import { reserveMs } from './deliver/reserve.ts';
import type { DeliverPorts } from './deliver/ports.ts';
import { deliverHandler } from './deliver/worker.ts';
import { inletHandler, type InletPorts } from './inlet/inlet.ts';
import { type ObservedWebhook, webhookHandler, type WebhookPorts } from './webhook/webhook.ts';

/**
 * The one composition: ports in, handlers out, on Lambda, in `npm start` and in the tests. One function for each handler, so that
 * the bundle of one carries nothing of the others.
 */
export { openEnvelopeKey };
export type { CallFigures, Cdp, Delivery, ObservedWebhook };

export function composeWebhook(ports: Omit<WebhookPorts, 'receivers'>) {
  return webhookHandler({ ...ports, receivers });
}

export function composeInlet(ports: Omit<InletPorts, 'receivers'>) {
  return inletHandler({ ...ports, receivers });
}

type Made = 'cdp' | 'compat' | 'identify' | 'enrich' | 'reserveMs';
type WithDefault = 'hashKey' | 'health' | 'concurrency' | 'breaker';

export interface DeliverComposition
  extends Omit<DeliverPorts, Made | WithDefault>, Partial<Pick<DeliverPorts, WithDefault>> {
  readonly secrets: SecretStore;
  /** Keeps two instances from creating one group or folder twice. */
  readonly leases: Leases;
  /** Where functions of a former version may run beside these, if the configuration says so. */
  readonly formerItems?: FormerItems;
  /** How a call reaches the CDP, given the seconds after which it ends. */
  readonly transport: (timeoutSeconds: number) => Transport;
  /** How a request reaches a platform's API, given the milliseconds after which it ends; default: over HTTP. */
  readonly api?: (timeoutMs: number) => ApiTransport;
  /** Told after each batch what its calls to the CDP took. */
  readonly measureCalls?: (calls: CallFigures) => void;
}

/** Delivery, and the CDP as it sees it. */
export function composeDeliver({
  transport: transportWithin,
  api = fetchApi,
  leases,
  formerItems,
  measureCalls,
  ...ports
}: DeliverComposition) {
  const { config, secrets, clock } = ports;
  const calls = openCallTally(clock);
  const transport = calls.timed(transportWithin(config.cdp.timeoutSeconds ?? DEFAULT_TIMEOUT_SECONDS));
  const cdp = openCdp(config, { transport, secrets, leases, clock, onFailure: calls.failed });
  const deliver = deliverHandler({
    hashKey: openHashKey(secrets, clock),
    health: { lastSuccess: 0 },
    breaker: breakerInLedger(ports.ledger),
    concurrency: (config.cdp.limits ?? defaultLimits).inFlight,
    ...ports,
    cdp,
    ...(config.ledger?.compat && formerItems && { compat: { leases, items: formerItems } }),
    identify: openIdentifiers(config, identifiers),
    enrich: openEnrichment(config, enrichers, { secrets, clock, transport: api(longestLookUpMs(config)) }),
    reserveMs: reserveMs(config),
  });
  /** What the work has called is told when it is over, however it ends. */
  const measured = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work;
    } finally {
      const figures = calls.take();
      if (figures) measureCalls?.(figures);
    }
  };
  return {
    handler: (...batch: Parameters<typeof deliver>) => measured(deliver(...batch)),
    cdp,
    probe: async () => measured(probeCdp(cdp)),
  };
}
