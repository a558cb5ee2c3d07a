import type { GuiyiConfig } from '../functions/shared/config/define-config.ts';
import { email } from '../functions/shared/identity/email.ts';
import type { Identity } from '../functions/shared/identity/identity.ts';
import { kindOf } from '../functions/shared/identity/kinds.ts';
import { mobile } from '../functions/shared/identity/mobile.ts';
import { connectionScopes } from '../functions/shared/sources/connection-scopes.ts';

export type NamedIdentity = Pick<Identity, 'kind' | 'scope' | 'value'>;

/** Reads `mobile:15931000001`, `member-no:M1`, `wechat-openid:wx…:o…`; undefined without a kind that is known. */
export function readIdentityText(text: string, config: GuiyiConfig): NamedIdentity | undefined {
  const [kind, rest] = cut(text);
  const definition = kindOf(kind, config.cdp);
  if (!definition || rest === '') return undefined;
  if (definition.scope === 'none') return { kind, scope: '', value: normalised(kind, rest) };
  const [scope, value] = cut(rest);
  return value === '' ? { kind, scope: '', value: rest } : { kind, scope, value };
}

/** Phones and addresses that a text may be, in any spelling. */
export function contactsIn(text: string): readonly string[] {
  return [mobile(text), email(text)].flatMap((contact) => (contact.ok ? [contact.value] : []));
}

/** Each is a request. */
const MOST = 60;

/** Every identity that a text may name: with its kind and scope, without the scope, or the value alone. Scopes are those of the connections. */
export function possibleIdentities(text: string, config: GuiyiConfig): readonly NamedIdentity[] {
  const named = readIdentityText(text, config);
  const found: NamedIdentity[] = [
    ...contactsIn(text).map((value) => ({ kind: value.includes('@') ? 'email' : 'mobile', scope: '', value })),
    ...(named ? [named] : []),
  ];
  const kinds = Object.keys(config.cdp.identityTypes);
  const scopes = new Map(kinds.map((kind) => [kind, scopesOf(kind, config)]));
  const inScopes = (kind: string, value: string) =>
    (scopes.get(kind) ?? []).map((scope): NamedIdentity => ({ kind, scope, value }));
  if (named && named.scope === '') found.push(...inScopes(named.kind, named.value));
  if (!named) for (const kind of kinds) found.push(...inScopes(kind, text));
  return found.slice(0, MOST);
}

function scopesOf(kind: string, config: GuiyiConfig): readonly string[] {
  if (kindOf(kind, config.cdp)?.scope === 'none') return [''];
  const scopes = Object.entries(config.connections).flatMap(([name, connection]) => {
    const own: Readonly<Record<string, unknown>> = connectionScopes(name, { ...connection });
    const scope = own[kind];
    return typeof scope === 'string' ? [scope] : [];
  });
  return [...new Set(['', ...scopes])];
}

function normalised(kind: string, value: string): string {
  const contact = kind === 'mobile' ? mobile(value) : kind === 'email' ? email(value) : undefined;
  return contact?.ok ? contact.value : value;
}

export function cut(text: string): readonly [string, string] {
  const colon = text.indexOf(':');
  return colon < 0 ? [text, ''] : [text.slice(0, colon), text.slice(colon + 1)];
}
