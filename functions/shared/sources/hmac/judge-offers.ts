import type { Contact } from '../../identity/contact.ts';
import type { Identity } from '../../identity/identity.ts';
import { kindOf } from '../../identity/kinds.ts';
import { normalise } from '../../identity/normalise.ts';
import { refusalOf } from '../../identity/refusal-of.ts';
import type { Refusal } from '../../identity/refusal.ts';
import type { Json } from '../../json/lossless.ts';
import { refused } from '../refused.ts';
import type { Happened, Offer } from './mapping.ts';
import { valueAt } from './path.ts';

/** What became of one place, or of several of which one counts. */
export interface Judged {
  readonly identity?: Identity;
  /** Whether its proof was given; undefined where the event does not say, or there is no identity. */
  readonly proved?: boolean | undefined;
  readonly refusals: readonly Refusal[];
  /** Whatever stood at the places, whether it counts or not. */
  readonly seen: readonly Seen[];
}

export interface Seen {
  readonly kind: string;
  readonly value: Json | undefined;
  readonly contact: Contact;
}

/** The first place that holds anything decides; what the others hold beside may be another person's. */
export function judgeFirst<Options>(offers: readonly Offer<string, Options>[], happened: Happened<Options>): Judged {
  const looks = offers.map((offer) => look(offer, happened));
  const first = looks.find(({ contact }) => !isEmpty(contact));
  if (!first) return { refusals: [], seen: [] };
  const refusals = looks.flatMap(({ offer: { kind, path }, value, contact }) => {
    if (!contact.ok) return refusalOf(kind, path, contact, value) ?? [];
    const isSame = path === first.offer.path || (first.contact.ok && first.contact.value === contact.value);
    return isSame ? [] : refused(kind, path, contact.value, 'receiver');
  });
  const seen = looks.map(({ offer: { kind }, value, contact }) => ({ kind, value, contact }));
  if (!first.contact.ok) return { refusals, seen };
  const { kind, path, grade, proof, scope } = first.offer;
  const proved = proof?.given(happened.body);
  const evidence = { grade: proved === true ? 'verified' : grade, field: path } as const;
  return {
    identity: { kind, scope: scope?.(happened) ?? '', value: first.contact.value, evidence },
    proved,
    refusals,
    seen,
  };
}

/** Nothing stands there. */
export function isEmpty(contact: Contact): boolean {
  return !contact.ok && contact.reason === 'empty';
}

/** What a value is, as an identity of this kind. A foreign number keeps its plus; delivery decides how it is sent. */
export function contactOf(
  kind: string,
  value: Json | undefined,
  { context }: Pick<Happened<unknown>, 'context'>,
): Contact {
  const id = isId(value) && kindOf(kind)?.contact !== true ? String(value) : value;
  return normalise(kind, id, { region: context.region, foreignMobile: 'plus' });
}

function look<Options>(offer: Offer<string, Options>, happened: Happened<Options>) {
  const value = offer.value ? offer.value(happened.body) : valueAt(happened.body, offer.path);
  return { offer, value, contact: contactOf(offer.kind, value, happened) };
}

/** Numeric ids are ids: the reader of JSON has kept those that a number cannot hold as text. */
function isId(value: Json | undefined): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0;
}
