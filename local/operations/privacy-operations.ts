import { digest } from '../../functions/shared/envelope/digest.ts';
import { isJsonObject, parseJson } from '../../functions/shared/json/lossless.ts';
import type { Objection } from '../../operations/objection.ts';
import { type PrivacyOperations, subjectExport } from '../../operations/privacy.ts';
import type { Host } from '../host/host.ts';
import { readIdentityText } from '../../operations/identity-text.ts';
import { type KnownAsked, impossibleBecause, isKnown } from '../host/known.ts';
import { type PrivacyRequest, privacyRequest } from '../../operations/privacy-request.ts';
import { exportSubject } from '../host/subject-export.ts';

export const noIdentity: Objection = {
  problem: 'invalid',
  error: 'an identity is kind:value or kind:scope:value, of a kind that is configured',
};

/** What people may ask about themselves, on this machine. */
export function localPrivacy(host: Host): PrivacyOperations {
  return {
    async export(identity) {
      const subject = readIdentityText(identity, host.config);
      if (!subject) return noIdentity;
      const held = await exportSubject(subject, host);
      if (held.customer === null && held.events.length === 0) {
        return { problem: 'not-found', error: 'nothing is held of this person' };
      }
      return subjectExport.parse(held);
    },

    async erase({ identity: text, why, unknown = false }) {
      const identity = readIdentityText(text, host.config);
      // Without a colon it is no identity at all; with one its kind is none that can be.
      if (!identity) return text.includes(':') ? { ...noIdentity, problem: 'not-found' } : noIdentity;
      const impossible = impossibleBecause(identity, host);
      if (impossible !== undefined) {
        const error = `the value can be no ${identity.kind} (${impossible}): nothing was erased, and nobody is blocked`;
        return { problem: 'not-found', error };
      }
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
