import type { Trigger, Upsert } from '../../../change/customer-change.ts';
import type { Envelope } from '../../../envelope/envelope.ts';
import { because, discard, withDiscarded } from '../../../identity/discard.ts';
import { type Identity, identityKey } from '../../../identity/identity.ts';
import { isJsonObject, type JsonObject } from '../../../json/lossless.ts';
import { nearestSpelling } from '../../../text/nearest-spelling.ts';
import { type Acted, recordAct } from '../../act.ts';
import type { Basis, EvidenceRule } from '../../evidence-rule.ts';
import { knownEvents } from '../../known-events.ts';
import { ignored, withoutIdentity } from '../../outcomes.ts';
import { defineIdentifier, type Identification, type IdentifyContext, type Ignored } from '../../source.ts';
import { identitiesIn, isContactEntry, misspelledMember, profileIn, type ReadIdentities } from './fields.ts';
import { options } from './receive.ts';

const OWN_ID = 'the brand gave the id, or had the platform confirm it when the person logged in';

const contact = (kind: string) => ({ kind, field: 'identities[n].value', grade: 'verified' }) as const;
const claimed = (kind: string) => ({ kind, field: 'identities[n].value', grade: 'claimed' }) as const;

/** `*`: every kind that has no line of its own. */
const evidence: readonly EvidenceRule[] = [
  { ...contact('mobile'), basis: 'act', why: 'the brand has just bound it by a code in an SMS' },
  { ...contact('mobile'), basis: 'record', why: 'the brand bound it once by a code in an SMS, and repeats it' },
  { ...contact('email'), basis: 'act', why: 'the brand has just had a link in a mail opened' },
  { ...contact('email'), basis: 'record', why: 'the brand once had a link in a mail opened, and repeats the address' },
  { ...claimed('mobile'), why: 'somebody typed it into a form of the brand: `"grade": "claimed"`' },
  { ...claimed('email'), why: 'the same' },
  { kind: '*', field: 'identities[n].value', grade: 'verified', why: OWN_ID },
  { ...claimed('*'), why: 'the brand has it from somebody and has not proved it: `"grade": "claimed"`' },
  {
    kind: '*',
    field: 'released[n].value',
    grade: 'verified',
    why: 'the brand knows what it has unbound; never sent to the CDP',
  },
];

type Outcome = Identification | Ignored;
type Handler = (data: JsonObject, person: ReadIdentities, event: Envelope, context: IdentifyContext) => Outcome;

/**
 * `member.bound`: somebody logged in to the brand's own system, and that log-in proved every identity in the list to be
 * the same person's.
 */
const bound: Handler = (data, person, { time }) =>
  upsert(person, profileIn(data, person.identities, time), {}, ['member-bound']);

/**
 * `member.updated`: what the brand keeps of the person has changed. It is the person's own act where the brand says that they have
 * just proved a contact.
 */
const updated: Handler = (data, person, { time }) => {
  const hasProved = person.identities.some(
    (identity) =>
      isContactEntry(identity) && identity.evidence.grade === 'verified' && identity.evidence.basis !== 'record',
  );
  return upsert(person, profileIn(data, person.identities, time), hasProved ? {} : recordAct);
};

/** `member.erase`: the person asks to be forgotten; `everywhere: true` in the data says that no channel is spared. */
const erase: Handler = (data, { identities, discarded }) =>
  identities.length > 0
    ? {
        outcome: 'changes',
        changes: [{ kind: 'erase', identities, ...(data['everywhere'] === true ? { everywhere: true } : {}) }],
      }
    : ignored('needs-an-operator', `an erase without a usable identity${because(discarded)}`, discarded);

/** `member.suppress`, `member.suppression-lifted`: from now on no event about the person is used, until it is lifted. */
const suppression =
  (kind: 'suppress' | 'lift-suppression'): Handler =>
  (_data, { identities, discarded }) =>
    identities.length > 0
      ? { outcome: 'changes', changes: [{ kind, identities }] }
      : ignored('needs-an-operator', `no usable identity in data.identities${because(discarded)}`, discarded);

/** `contact.released`: a phone or an address no longer belongs to the person, who is known by the other identities. */
const released: Handler = (data, { identities, discarded }, _event, context) => {
  const gone = releasedIn(data, context);
  const all = [...discarded, ...gone.discarded];
  if (gone.identities.length === 0) {
    return ignored('needs-an-operator', `no usable contact in data.released${because(all)}`, all);
  }
  // The contacts beside a released one may be as old as it is: nothing new is proved about them.
  const others = identities.filter((identity) => !isContactEntry(identity));
  return release({ identities: others, discarded: all }, gone.identities, recordAct);
};

/** `contact.rebound`: the person has proved a new phone or address, and the old one is released. */
const rebound: Handler = (data, { identities, discarded }, _event, context) => {
  const gone = releasedIn(data, context);
  const goneKeys = new Set(gone.identities.map(identityKey));
  // Released and proved at once is a contradiction: the contact may already be another person's.
  const isGone = (identity: Identity) => goneKeys.has(identityKey(identity));
  const doubts = identities
    .filter(isGone)
    .flatMap(({ kind, value, evidence }) => discard(kind, evidence.field, value, 'ambiguous'));
  const kept = identities.filter((identity) => !isGone(identity));
  return release({ identities: kept, discarded: [...discarded, ...doubts, ...gone.discarded] }, gone.identities, {});
};

/** The contacts that are no longer the person's; what is no contact cannot be released. */
function releasedIn(data: JsonObject, { region }: IdentifyContext): ReadIdentities {
  const listing = { path: 'released', region, basis: 'act' } as const;
  const { identities, discarded } = identitiesIn(data['released'], listing) ?? { identities: [], discarded: [] };
  const wrong = identities
    .filter((identity) => !isContactEntry(identity))
    .flatMap(({ kind, value, evidence }) => discard(kind, evidence.field, value, 'wrong-type'));
  return { identities: identities.filter((identity) => isContactEntry(identity)), discarded: [...discarded, ...wrong] };
}

const handlers: ReadonlyMap<string, Handler> = new Map([
  ['member.bound', bound],
  ['member.updated', updated],
  ['member.erase', erase],
  ['member.suppress', suppression('suppress')],
  ['member.suppression-lifted', suppression('lift-suppression')],
  ['contact.released', released],
  ['contact.rebound', rebound],
]);

/** What an event of a type may say beside the identities, and says something else without. */
const beside: ReadonlyMap<string, string> = new Map([
  ['member.erase', 'everywhere'],
  ['contact.released', 'released'],
  ['contact.rebound', 'released'],
]);

/** Nobody sends it for another system: a type that nobody knows is misspelled, or meant for a later version. */
function ofUnknownType(type: string): Ignored {
  const known = [...handlers.keys()];
  const nearest = nearestSpelling(type, known);
  const hint = nearest === undefined ? `known are ${known.join(', ')}` : `did you mean "${nearest}"?`;
  return ignored('event-type-unknown', `${type} is no type of brand-events; ${hint}`);
}

/** Without a person to whom they apply somebody has to look. */
const aboutForgetting: ReadonlySet<string> = new Set(['member.erase', 'member.suppress', 'member.suppression-lifted']);

/** What the brand's own systems say. They answer for it: verified is whatever they do not call claimed. */
export const brandEventsIdentity = defineIdentifier({
  platform: 'brand-events',
  options,
  evidence,
  events: () => knownEvents(handlers, () => 'customer'),
  identify(event, _options, context) {
    const handler = handlers.get(event.type);
    if (!handler) return ofUnknownType(event.type);
    const { region, ownKinds } = context;
    const listing = { path: 'identities', region, ownKinds, basis: basisOf(event.type) } as const;
    const person = isJsonObject(event.data) && identitiesIn(event.data['identities'], listing);
    if (!person || !isJsonObject(event.data)) {
      const hint = isJsonObject(event.data) ? misspelledMember(event.data, 'identities') : undefined;
      const detail = `data.identities is not a list of kind, scope, value${hint === undefined ? '' : `; ${hint}`}`;
      return ignored(aboutForgetting.has(event.type) ? 'needs-an-operator' : 'identity-unusable', detail);
    }
    const needed = beside.get(event.type);
    const misspelled = needed === undefined ? undefined : misspelledMember(event.data, needed);
    if (misspelled !== undefined) return ignored('needs-an-operator', misspelled);
    return handler(event.data, person, event, context);
  },
});

/** A log-in and a new binding prove the contacts that they name; an update repeats what the brand keeps. */
function basisOf(type: string): Basis {
  return type === 'member.updated' ? 'record' : 'act';
}

function upsert(
  { identities, discarded }: ReadIdentities,
  { profile, discarded: more }: ReturnType<typeof profileIn>,
  acted: Acted,
  triggers: readonly Trigger[] = [],
): Outcome {
  const all = [...discarded, ...more];
  if (identities.length === 0) {
    return withoutIdentity('no usable identity in data.identities', all, { isMendable: true });
  }
  const nameFrom = profile.name === undefined ? {} : ({ nameFrom: 'account' } as const);
  const change: Upsert = {
    kind: 'upsert',
    identities,
    profile,
    triggers,
    ...acted,
    ...nameFrom,
    ...withDiscarded(all),
  };
  return { outcome: 'changes', changes: [change] };
}

function release({ identities, discarded }: ReadIdentities, released: readonly Identity[], acted: Acted): Outcome {
  if (identities.length === 0) {
    return ignored('needs-an-operator', `nothing says whose contact was released${because(discarded)}`, discarded);
  }
  const gone = released.length > 0 ? { released } : {};
  const about = { profile: {}, triggers: [], ...acted };
  const change: Upsert = { kind: 'upsert', identities, ...about, ...withDiscarded(discarded), ...gone };
  return { outcome: 'changes', changes: [change] };
}
