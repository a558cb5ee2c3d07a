import { type Identity, identityKey } from '../../functions/shared/identity/identity.ts';
import { mask } from '../../functions/shared/identity/mask.ts';
import type { Identification, Ignored } from '../../functions/shared/sources/source.ts';

/** What one file says, where the contacts with which people pay count. */
export interface Rehearsed {
  readonly file: string;
  readonly identified: Identification | Ignored;
}

/** People of several ids who have paid with one contact: `contacts` of the connection would make them one. */
export interface PaidTogether {
  readonly kind: string;
  /** Masked. */
  readonly value: string;
  readonly payers: readonly { readonly file: string; /** Masked. */ readonly ids: readonly string[] }[];
}

interface Payer {
  readonly file: string;
  readonly contact: Identity;
  readonly ids: readonly Identity[];
}

/** The rehearsal of `contacts: { email: 'paid', mobile: 'paid' }` over captured events. */
export function paidTogether(rehearsed: readonly Rehearsed[]): readonly PaidTogether[] {
  const payers = rehearsed.flatMap(payersIn);
  const byContact = new Map<string, Payer[]>();
  for (const payer of payers) {
    const key = identityKey(payer.contact);
    byContact.set(key, [...(byContact.get(key) ?? []), payer]);
  }
  return [...byContact.values()].flatMap((group) => {
    const people = new Map(group.map((payer) => [payer.ids.map(identityKey).toSorted().join(), payer]));
    const [first] = group;
    if (!first || people.size < 2) return [];
    const { kind, value } = first.contact;
    return [
      {
        kind,
        value: mask(kind, value),
        payers: [...people.values()].map(({ file, ids }) => ({
          file,
          ids: ids.map((id) => `${id.kind} ${mask(id.kind, id.value)}`),
        })),
      },
    ];
  });
}

function payersIn({ file, identified }: Rehearsed): readonly Payer[] {
  if (identified.outcome === 'ignored') return [];
  return identified.changes.flatMap((change) => {
    if (change.kind !== 'upsert') return [];
    const ids = change.identities.filter(({ evidence }) => evidence.grade === 'verified');
    const paid = change.identities.filter(({ evidence }) => evidence.paid === true);
    return paid.map((contact) => ({ file, contact, ids }));
  });
}
