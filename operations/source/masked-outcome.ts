import { mask } from '../../functions/shared/identity/mask.ts';
import type { Identity } from '../../functions/shared/identity/identity.ts';
import type { DiscardedValue } from '../../functions/shared/identity/discarded-value.ts';
import type { Act, NameFrom, ProfileFields } from '../../functions/shared/change/customer-change.ts';
import type { Identification, Ignored } from '../../functions/shared/sources/source.ts';

/** What an event says, without a personal value in clear. */
export interface MaskedOutcome {
  readonly outcome: 'upsert' | 'erase' | 'suppress' | 'lift-suppression' | 'ignored';
  readonly because?: string;
  readonly identities: readonly MaskedIdentity[];
  /** Contacts that were this person's and are no longer. */
  readonly released: readonly MaskedIdentity[];
  readonly discarded: readonly DiscardedValue[];
  /** Names of the fields; an address is shown masked, everything else as stars. */
  readonly profile: Readonly<Record<string, string>>;
  readonly triggers: readonly string[];
  /** What the event tells of; absent where it is itself what the person did. */
  readonly act?: Act;
  readonly nameFrom?: NameFrom;
}

interface MaskedIdentity {
  readonly kind: string;
  readonly scope: string;
  readonly value: string;
  readonly grade: string;
  readonly basis?: string;
  /** The person has paid with it, and the configuration counts that. */
  readonly paid?: true;
  readonly field: string;
}

const NOTHING = { identities: [], released: [], discarded: [], profile: {}, triggers: [] } as const;

/** One entry for each change; an event that changes nobody has one too. */
export function maskOutcome(identified: Identification | Ignored): readonly MaskedOutcome[] {
  if (identified.outcome === 'ignored') {
    const { reason, detail, discarded = [] } = identified;
    return [{ ...NOTHING, outcome: 'ignored', because: `${reason}: ${detail}`, discarded }];
  }
  return identified.changes.map((change) =>
    change.kind !== 'upsert'
      ? { ...NOTHING, outcome: change.kind, identities: change.identities.map(masked) }
      : {
          outcome: 'upsert',
          identities: change.identities.map(masked),
          released: (change.released ?? []).map(masked),
          discarded: change.discarded ?? [],
          profile: maskProfile(change.profile),
          triggers: change.triggers,
          ...(change.act && { act: change.act }),
          ...(change.nameFrom && { nameFrom: change.nameFrom }),
        },
  );
}

function masked({ kind, scope, value, evidence }: Identity): MaskedIdentity {
  const { grade, basis, paid, field } = evidence;
  return { kind, scope, value: mask(kind, value), grade, ...(basis && { basis }), ...(paid && { paid }), field };
}

function maskProfile(profile: ProfileFields): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(profile).map(([field, value]) => [field, field === 'email' ? mask('email', String(value)) : '***']),
  );
}
