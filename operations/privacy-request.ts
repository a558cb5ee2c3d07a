import { randomUUID } from 'node:crypto';
import type { GuiyiConfig } from '../functions/shared/config/define-config.ts';
import type { Envelope } from '../functions/shared/envelope/envelope.ts';
import type { Identity } from '../functions/shared/identity/identity.ts';

export type PrivacyRequest = 'erase' | 'suppress' | 'lift';

const types = { erase: 'member.erase', suppress: 'member.suppress', lift: 'member.suppression-lifted' } as const;

/** What an operator's request puts into the inlet; undefined when no connection takes the brand's own events. */
export function privacyRequest(
  request: PrivacyRequest,
  { kind, scope, value }: Pick<Identity, 'kind' | 'scope' | 'value'>,
  { config, now, why }: { readonly config: GuiyiConfig; readonly now: Date; readonly why?: string },
): Envelope | undefined {
  const connection = Object.entries(config.connections).find(([, { source }]) => source === 'brand-events')?.[0];
  if (connection === undefined) return undefined;
  const time = now.toISOString();
  return {
    specversion: '1.0',
    id: `${request}-${randomUUID()}`,
    source: `/brand-events/${connection}`,
    type: types[request],
    time,
    datacontenttype: 'application/json',
    data: {
      identities: [{ kind, scope, value }],
      // The operator has looked: whatever other channels know of the person goes too.
      ...(request === 'erase' && { everywhere: true }),
      ...(why !== undefined && { why }),
    },
    connection,
    receivedtime: time,
  };
}
