import { email } from './email.ts';
import { mobile } from './mobile.ts';
import type { BlocklistConfig } from './identity-config.ts';
import type { IdentityKind } from './identity.ts';

/** Kind to the values that are nobody's, in their normal form; domains begin with their at sign. */
export type Blocklist = ReadonlyMap<string, ReadonlySet<string>>;

/** An entry that no contact can be equal to blocks nothing. */
export function openBlocklist(config: BlocklistConfig = {}): Blocklist {
  const numbers = (config.mobile ?? []).flatMap((entry) => {
    const contact = mobile(entry, { foreignMobile: 'plus' });
    return contact.ok ? [contact.value] : [];
  });
  const addresses = (config.email ?? []).flatMap((entry) => {
    const isDomain = entry.startsWith('@');
    const contact = email(isDomain ? `anybody${entry}` : entry);
    if (!contact.ok) return [];
    return [isDomain ? contact.value.slice(contact.value.indexOf('@')) : contact.value];
  });
  return new Map([
    ['mobile', new Set(numbers)],
    ['email', new Set(addresses)],
  ]);
}

export function isBlocked(blocklist: Blocklist, kind: IdentityKind, value: string): boolean {
  const values = blocklist.get(kind);
  if (!values || values.size === 0) return false;
  return values.has(value) || (kind === 'email' && values.has(value.slice(value.lastIndexOf('@'))));
}
