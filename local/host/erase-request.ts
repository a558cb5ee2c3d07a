import { randomUUID } from 'node:crypto';
import type { GuiyiConfig } from '../../functions/shared/config/define-config.ts';
import type { Envelope } from '../../functions/shared/envelope/envelope.ts';
import type { Identity } from '../../functions/shared/identity/identity.ts';

/** What an operator's erase puts into the inlet; undefined when no connection takes the brand's own events. */
export function eraseRequest(
  { kind, scope, value }: Pick<Identity, 'kind' | 'scope' | 'value'>,
  config: GuiyiConfig,
  now: Date,
): Envelope | undefined {
  const connection = Object.entries(config.connections).find(([, { source }]) => source === 'brand-events')?.[0];
  if (connection === undefined) return undefined;
  const time = now.toISOString();
  return {
    specversion: '1.0',
    id: `erase-${randomUUID()}`,
    source: `/brand-events/${connection}`,
    type: 'member.erase',
    time,
    datacontenttype: 'application/json',
    // The operator has looked: whatever other channels know of the person goes too.
    data: { identities: [{ kind, scope, value }], everywhere: true },
    connection,
    receivedtime: time,
  };
}
