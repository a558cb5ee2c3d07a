import type { EventTraces } from './event-traces.ts';

/** @param endpoint of a collector that speaks OTLP over HTTP, as http://127.0.0.1:4318; without one nobody is told, and nothing is loaded */
export async function openEventTraces(endpoint: string | undefined): Promise<EventTraces> {
  if (endpoint === undefined) return { event: () => undefined, close: async () => undefined };
  const { otlpTraces } = await import('./otlp-traces.ts');
  return otlpTraces(endpoint);
}
