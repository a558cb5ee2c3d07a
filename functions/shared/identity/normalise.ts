import { type Blocklist, isBlocked, openBlocklist } from './blocklist.ts';
import { type Normalized, unusable } from './normalized.ts';
import { email } from './email.ts';
import { mobile, type MobileSettings } from './mobile.ts';
import { formOf } from './id-forms.ts';
import type { IdentityConfig } from './identity-config.ts';
import type { IdentityKind } from './identity.ts';
import { kindOf } from './kinds.ts';
import { digitsId, lowerCaseId, opaqueId } from './opaque-id.ts';
import type { DiscardReason } from './discarded-value.ts';

export interface NormaliseSettings extends MobileSettings {
  readonly identityKinds?: IdentityConfig['identityKinds'];
  readonly blocklist?: Blocklist;
}

/** What an event says of a value beside it: a flag, the place where it stands, a time that is over. */
export type GivenReason = Extract<DiscardReason, 'virtual' | 'receiver' | 'staff' | 'shop' | 'expired-alias'>;

/** The settings of a tenant, made once. */
export function normaliseSettings(cdp: IdentityConfig, region?: string): NormaliseSettings {
  return {
    region,
    ...(cdp.foreignMobile && { foreignMobile: cdp.foreignMobile }),
    ...(cdp.identityKinds && { identityKinds: cdp.identityKinds }),
    blocklist: openBlocklist(cdp.blocklist),
  };
}

/**
 * The normal form of a value, or why it is no identity. A normal form is its own normal form. Values of a kind that is
 * neither known nor configured are judged as opaque ids.
 */
export function normalise(
  kind: IdentityKind,
  value: unknown,
  settings: NormaliseSettings = {},
  given?: GivenReason,
): Normalized {
  const contact = byKind(kind, value, settings);
  if (!contact.ok) return contact;
  if (given) return unusable(given);
  return settings.blocklist && isBlocked(settings.blocklist, kind, contact.value) ? unusable('blocklisted') : contact;
}

function byKind(kind: IdentityKind, value: unknown, settings: NormaliseSettings): Normalized {
  const definition = kindOf(kind, settings);
  switch (definition?.normalise) {
    case 'mobile':
      return mobile(value, settings);
    case 'email':
      return email(value);
    case 'lower':
      return lowerCaseId(value);
    case 'digits':
      return digitsId(value);
    case 'opaque':
    case undefined:
      return opaqueId(value, formOf(kind));
  }
}
