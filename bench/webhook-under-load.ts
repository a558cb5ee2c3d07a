import { composeWebhook } from '../functions/compose.ts';
import { defineConfig } from '../functions/shared/config/define-config.ts';
import { lambdaContext } from '../local/host/lambda-context.ts';
import { listenForWebhooks } from '../local/host/webhook-listener.ts';
import { BENCH_SECRET } from './customer-event.ts';

/** The webhook handler on a queue that takes everything and does nothing. */
export function benchWebhook() {
  let queued = 0;
  const handler = composeWebhook({
    config: defineConfig({
      connections: { shop: { source: 'shopify', options: {} } },
      cdp: { baseUrl: 'sandbox', identityTypes: {} },
    }),
    secrets: { read: async () => JSON.stringify({ clientSecret: BENCH_SECRET }) },
    queue: {
      send: async (messages) => {
        queued += messages.length;
      },
    },
    archive: { put: async () => undefined, get: async () => undefined, remove: async () => undefined },
    clock: Date.now,
    log: () => undefined,
  });
  return { handler, queued: () => queued };
}

export async function serveBench() {
  const { handler } = benchWebhook();
  return listenForWebhooks((event) => handler(event, lambdaContext('webhook', 10)), 0);
}
