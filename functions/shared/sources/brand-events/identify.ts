import * as z from 'zod/mini';
import type { Identity } from '../../identity/identity.ts';
import { email, mobile } from '../../identity/contacts.ts';
import { defineIdentifier } from '../source.ts';
import { options } from './settings.ts';

/**
 * `member.bound`: somebody logged in to the brand's own system, and that log-in proved every identity in the list to be
 * the same person's. The brand answers for the proof; therefore all of them are verified.
 */
const memberBound = z.object({
  identities: z.array(z.object({ kind: z.string(), scope: z.optional(z.string()), value: z.string() })),
  name: z.optional(z.string()),
});

const contacts: Readonly<Record<string, typeof mobile>> = { mobile, email };

export const brandEventsIdentity = defineIdentifier({
  platform: 'brand-events',
  options,
  identify: (event) => {
    if (event.type !== 'member.bound') {
      return { outcome: 'ignored', reason: 'event-not-handled', detail: 'brand-events knows the type member.bound' };
    }
    const parsed = memberBound.safeParse(event.data);
    if (!parsed.success) {
      return {
        outcome: 'ignored',
        reason: 'event-without-customer',
        detail: 'data.identities is not a list of kind, scope, value',
      };
    }
    const identities = parsed.data.identities.flatMap(({ kind, scope = '', value }, index): Identity[] => {
      const field = `identities[${index}].value`;
      const normalise = Object.hasOwn(contacts, kind) ? contacts[kind] : undefined;
      const contact = normalise?.(value) ?? { ok: value.trim() !== '', value };
      return contact.ok ? [{ kind, scope, value: contact.value, evidence: { grade: 'verified', field } }] : [];
    });
    if (identities.length === 0) {
      return { outcome: 'ignored', reason: 'event-without-customer', detail: 'no usable identity in data.identities' };
    }
    const name = parsed.data.name?.trim();
    return {
      outcome: 'changes',
      changes: [{ kind: 'upsert', identities, profile: name ? { name } : {}, moments: ['member-bound'] }],
    };
  },
});
