import type { Evidence, Identity } from '../../identity/identity.ts';
import { isKnownKind, kindOf, kinds } from '../../identity/kinds.ts';
import { normalise } from '../../identity/normalise.ts';
import type { Refusal, RefusalReason } from '../../identity/refusal.ts';
import type { ScopeType } from '../../identity/scope-type.ts';
import { isJsonObject, type Json } from '../../json/lossless.ts';
import { refused } from '../../identity/refused.ts';
import type { Basis } from '../evidence-rule.ts';

export interface Judged {
  readonly identities: readonly Identity[];
  readonly refusals: readonly Refusal[];
}

/** A brand may have one open-platform account and one member centre, and leave their names out; of these there are many. */
const needsName: ReadonlySet<ScopeType> = new Set(['wechat-app', 'corp', 'shop', 'app-key', 'app-key-shop']);

const KIND = /^[a-z][a-z0-9-]{0,62}$/;

export function isContact({ kind }: Pick<Identity, 'kind'>): boolean {
  return kindOf(kind)?.contact === true;
}

export interface Listing {
  /** Where the list stands. */
  readonly path: string;
  /** ISO 3166 code of the country whose national phone numbers are read. */
  readonly region: string | undefined;
  /** On what the proof of a contact rests where its entry does not say. */
  readonly basis: Basis;
}

/**
 * The identities of a list of kind, scope, value; each is judged by itself. The brand answers for the proof of all of them,
 * so they are verified. Undefined when there is no list.
 */
export function identitiesIn(list: Json | undefined, { path, region, basis }: Listing): Judged | undefined {
  if (!Array.isArray(list)) return undefined;
  const judged = list.map((entry: Json, index) => judge(entry, { path: `${path}[${index}]`, region, basis }));
  return {
    identities: judged.flatMap(({ identities }) => identities),
    refusals: judged.flatMap(({ refusals }) => refusals),
  };
}

function judge(entry: Json, { path, region, basis: usual }: Listing): Judged {
  if (!isJsonObject(entry)) return none('unknown', path, entry, 'wrong-type');
  const { kind, scope: rawScope, value, basis: own } = entry;
  const field = `${path}.value`;
  // A kind is a word of the configuration; anything else may be a person's data, and must not be repeated as a name.
  if (typeof kind !== 'string' || !KIND.test(kind)) return none('unknown', field, value, 'wrong-type');
  const scope = rawScope ?? '';
  if (value !== undefined && value !== null && (typeof value !== 'string' || typeof scope !== 'string')) {
    return none(kind, field, value, 'wrong-type');
  }
  const basis = own === undefined || own === null ? usual : own;
  if (basis !== 'act' && basis !== 'record') return none(kind, field, value, 'wrong-type');
  const contact = normalise(kind, value, { region, foreignMobile: 'plus' });
  if (!contact.ok) return none(kind, field, value, contact.reason);
  const name = typeof scope === 'string' ? scope.trim() : '';
  // The same openid is another person in another app.
  if (name === '' && belongsSomewhere(kind)) return none(kind, field, value, 'ambiguous');
  return {
    identities: [{ kind, scope: name, value: contact.value, evidence: evidenceOf(kind, field, basis) }],
    refusals: [],
  };
}

/** A kind of the tenant's own may be a contact. */
function evidenceOf(kind: string, field: string, basis: Basis): Evidence {
  const repeats = basis === 'record' && (kindOf(kind)?.contact ?? true);
  return { grade: 'verified', field, ...(repeats && { basis }) };
}

function belongsSomewhere(kind: string): boolean {
  return isKnownKind(kind) && needsName.has(kinds[kind].scope);
}

/** The id says nothing because its app, shop or corp was left out. */
export function lacksScope({ kind, reason }: Refusal): boolean {
  return reason === 'ambiguous' && belongsSomewhere(kind);
}

function none(kind: string, field: string, value: Json | undefined, reason: RefusalReason | 'empty'): Judged {
  return { identities: [], refusals: refused(kind, field, value, reason) };
}
