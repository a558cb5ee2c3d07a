import type { GuiyiConfig } from '../../functions/shared/config/define-config.ts';
import { readNumber } from '../../functions/shared/journal/order-numbers.ts';
import { contactsIn, cut, readIdentityText } from '../../operations/identity-text.ts';
import { type JournalQuery, ORDER_KEY } from '../store/journal.ts';

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
