import { randomUUID } from 'node:crypto';
import type { EventView } from '../../operations/event-view.ts';
import type { WebhookEndpoint } from '../webhook-endpoint.ts';

export interface LogIn {
  /** By which id the brand orders the person's events. */
  readonly subject: string;
  readonly identities: readonly { readonly kind: string; readonly scope?: string; readonly value: string }[];
  readonly name?: string;
  /** Default: just now. */
  readonly time?: Date;
}

/** A log-in at the brand's own service, which has proved all identities by itself: an envelope in the inlet queue. */
export async function logIn(
  endpoint: WebhookEndpoint,
  { subject, identities, name, time = new Date() }: LogIn,
): Promise<EventView | undefined> {
  const envelope = {
    specversion: '1.0',
    id: `bind-${randomUUID()}`,
    source: '/brand-events/brand-demo',
    type: 'member.bound',
    subject,
    time: time.toISOString(),
    datacontenttype: 'application/json',
    data: { identities, ...(name !== undefined && { name }) },
    connection: 'brand-demo',
    receivedtime: new Date().toISOString(),
  };
  await endpoint.inlet(JSON.stringify(envelope));
  return endpoint.outcome(envelope);
}

/** In which app the openids of a connection are. */
export function appIdIn(options: unknown): string {
  return typeof options === 'object' && options !== null && 'appId' in options ? String(options.appId) : '';
}
