import { digest } from '../../functions/shared/envelope/digest.ts';
import { isJsonObject, parseJson } from '../../functions/shared/json/lossless.ts';
import { noIdentity, readPerson } from '../../operations/named-person.ts';
import { isObjection, type Objection } from '../../operations/objection.ts';
import { type PrivacyOperations, subjectExport } from '../../operations/privacy.ts';
import type { Host } from '../host/host.ts';
import { readIdentityText } from '../../operations/identity-text.ts';
import { type KnownAsked, isKnown } from '../host/known.ts';
import { type PrivacyRequest, privacyRequest } from '../../operations/privacy-request.ts';
import { exportSubject } from '../host/subject-export.ts';

/** What people may ask about themselves, on this machine. */
export function localPrivacy(host: Host): PrivacyOperations {
  return {
    async export(identity) {
      const subject = readIdentityText(identity, host.config);
      if (!subject) return noIdentity(identity, host.config);
      const held = await exportSubject(subject, host);
      if (held.customer === null && held.events.length === 0) {
        return { problem: 'not-found', error: 'nothing is held of this person' };
      }
      return subjectExport.parse(held);
    },

    async erase({ identity: text, why, unknown = false }) {
      const identity = readPerson(text, host.config, 'nothing was erased, and nobody is blocked');
      if (isObjection(identity)) return identity;
      if (!unknown && !(await isKnown(identity, host))) {
        const error = `nobody is known by this ${identity.kind}: nothing was erased, and nobody is blocked. Check the spelling; to block it all the same, ask with "unknown"`;
        return { problem: 'not-found', error, code: 'nobody-known' };
      }
      return enqueue(host, 'erase', identity, why);
    },

    async receipt({ event, source }) {
      const receipt = await host.archive.get(`receipts/${digest(source, event)}.json`);
      const json = receipt && parseJson(Buffer.from(receipt).toString());
      return isJsonObject(json) ? json : undefined;
    },
  };
}

/** A request is an event like any other: it has its place in the queue, and the record says who asked and why. */
export async function enqueue(host: Host, request: PrivacyRequest, identity: KnownAsked, why: string | undefined) {
  const about = { config: host.config, now: new Date(), ...(why !== undefined && { why }) };
  const envelope = privacyRequest(request, identity, about);
  if (!envelope) {
    return { problem: 'conflict', error: 'no connection of the source brand-events is configured' } satisfies Objection;
  }
  await host.queues.inlet.queue.send([{ body: JSON.stringify(envelope), attributes: {} }]);
  return { event: envelope.id, source: envelope.source };
}
