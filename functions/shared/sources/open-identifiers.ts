import type { Envelope } from '../envelope/envelope.ts';
import type { ConfiguredKinds } from '../identity/kinds.ts';
import type { Connections } from './connection-config.ts';
import type { Identification, Identifier, Ignored } from './source.ts';

/**
 * What the source of a connection makes of an event. Undefined for a connection that is not configured, or when the
 * envelope names another source than its connection has.
 * @throws Error when the configuration was not checked before.
 */
export function openIdentifiers(
  { connections, cdp }: { readonly connections: Connections; readonly cdp?: ConfiguredKinds },
  identifiers: Readonly<Record<string, Identifier>>,
): (event: Envelope) => Identification | Ignored | undefined {
  const opened = new Map(
    Object.entries(connections).map(([name, { source, options, region, contacts }]) => {
      const identify = identifiers[source]?.configure(options, { region, contacts, ownKinds: cdp?.identityKinds });
      if (!identify?.ok) throw new Error(`connection ${name} was not checked`);
      return [`/${source}/${name}`, identify.value];
    }),
  );
  return (event) => (event.source.endsWith(`/${event.connection}`) ? opened.get(event.source)?.(event) : undefined);
}
