import type { Identity } from '../identity/identity.ts';
import type { CustomerChange } from './customer-change.ts';
import type { ContactWorth, Identification, Ignored } from './identification.ts';

/**
 * Marks the contacts with which the person has paid, of the kinds that the configuration of the connection counts. They stay what they
 * were: claimed, and no proof of a mailbox or a phone.
 */
export function withPaidContacts(
  identified: Identification | Ignored,
  worth: ContactWorth = {},
): Identification | Ignored {
  if (identified.outcome === 'ignored' || !Object.values(worth).includes('paid')) return identified;
  return { outcome: 'changes', changes: identified.changes.map((change) => marked(change, worth)) };
}

function marked(change: CustomerChange, worth: ContactWorth): CustomerChange {
  if (change.kind !== 'upsert' || !change.triggers.includes('paid-order')) return change;
  const isPaid = ({ kind, evidence }: Identity) => evidence.grade === 'claimed' && worth[kind] === 'paid';
  if (!change.identities.some(isPaid)) return change;
  const identities = change.identities.map((identity): Identity =>
    isPaid(identity) ? { ...identity, evidence: { ...identity.evidence, paid: true } } : identity,
  );
  return { ...change, identities };
}
