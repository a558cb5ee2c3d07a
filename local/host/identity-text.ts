import { kindOf } from '../../functions/shared/identity/kinds.ts';
import { email } from '../../functions/shared/identity/email.ts';
import { mobile } from '../../functions/shared/identity/mobile.ts';
import type { GuiyiConfig } from '../../functions/shared/config/define-config.ts';
import type { Identity } from '../../functions/shared/identity/identity.ts';
import { readNumber } from '../../functions/shared/journal/order-numbers.ts';
import { type JournalQuery, ORDER_KEY } from '../store/journal.ts';

type NamedIdentity = Pick<Identity, 'kind' | 'scope' | 'value'>;

/** Reads `mobile:15931000001`, `member-no:M1`, `wechat-openid:wx…:o…`; undefined without a kind that is known. */
export function readIdentityText(text: string, config: GuiyiConfig): NamedIdentity | undefined {
  const [kind, rest] = cut(text);
  const definition = kindOf(kind, config.cdp);
  if (!definition || rest === '') return undefined;
  if (definition.scope === 'none') return { kind, scope: '', value: normalised(kind, rest) };
  const [scope, value] = cut(rest);
  return value === '' ? { kind, scope: '', value: rest } : { kind, scope, value };
}

/** Everything that an operator may mean: an identity with or without its scope, a bare value, a masked one. */
export function journalQueries(text: string, config: GuiyiConfig): JournalQuery[] {
  const number = readNumber(text);
  const ofOrder = number === undefined ? [] : [{ kind: ORDER_KEY, key: number }];
  return [...ofOrder, ...identityQueries(text, config)];
}

/** Everything that may be meant but an order. */
function identityQueries(text: string, config: GuiyiConfig): JournalQuery[] {
  const identity = readIdentityText(text, config);
  const queries: JournalQuery[] = [text, ...contactsIn(text)].map((key) => ({ key }));
  const [scope, value] = cut(text);
  if (value !== '') queries.push({ scope, key: value });
  if (identity) {
    const { kind, value: key } = identity;
    queries.push(
      { kind, key: cut(text)[1] },
      identity.scope === '' ? { kind, key } : { kind, scope: identity.scope, key },
    );
  }
  return queries;
}

function normalised(kind: string, value: string): string {
  const contact = kind === 'mobile' ? mobile(value) : kind === 'email' ? email(value) : undefined;
  return contact?.ok ? contact.value : value;
}

function contactsIn(text: string): string[] {
  return [mobile(text), email(text)].flatMap((contact) => (contact.ok ? [contact.value] : []));
}

function cut(text: string): readonly [string, string] {
  const colon = text.indexOf(':');
  return colon < 0 ? [text, ''] : [text.slice(0, colon), text.slice(colon + 1)];
}
