import { toEnvelope } from '../../functions/shared/envelope/from-source.ts';
import { identifiers } from '../../functions/shared/sources/generated/identifiers.ts';
import { receivers } from '../../functions/shared/sources/generated/receivers.ts';
import { capturedSample, everyConnection } from './every-source.ts';
import { checked } from './source.ts';

/** The source of a connection, where a sample of it says that somebody has paid with a contact that they typed; else nothing. */
export function paidContactsOf(connection: string, event: string): readonly string[] {
  const { source, options } = everyConnection[connection] ?? {};
  if (source === undefined) throw new Error(`no connection ${connection}`);
  const receiver = checked(receivers[source].configure(options));
  const identify = checked(
    identifiers[source]?.configure(options, { contacts: { email: 'paid', mobile: 'paid' } }) ?? {
      ok: false,
      issues: [],
    },
  );
  const { headers, body } = capturedSample(connection, event);
  const decoding = receiver.decode(body, { method: 'POST', rawQuery: '', headers, body });
  const envelopes = (decoding.outcome === 'events' ? decoding.events : []).map((each) =>
    toEnvelope(each, { platform: source, connection, receivedTime: '2026-03-01T04:00:00Z' }),
  );
  const changes = envelopes.map(identify).flatMap((outcome) => (outcome.outcome === 'changes' ? outcome.changes : []));
  const isPaid = changes.some((change) => change.identities.some(({ evidence }) => evidence.paid === true));
  return isPaid ? [source] : [];
}
