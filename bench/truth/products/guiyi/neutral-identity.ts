import type { GuiyiConfig } from '../../../../functions/shared/config/define-config.ts';
import { CORP_ID } from '../../platforms/accounts.ts';
import type { Identity } from '../../statement.ts';

export interface CdpPair {
  readonly identityType: string;
  readonly identityValue: string;
}

/** A pair of the CDP in the neutral form; the tenant's code and the scope before the value are those of the configuration. */
export function neutralIdentity({ identityType, identityValue }: CdpPair, { cdp }: GuiyiConfig): Identity {
  const [kind = identityType, type] =
    Object.entries(cdp.identityTypes).find(([, { code }]) => code === identityType) ?? [];
  if (kind === 'mobile') return { kind, scope: '', value: neutralMobile(identityValue) };
  // The tenant knows the contacts of its one corp without the corp.
  if (kind === 'wecom-external-userid') return { kind, scope: CORP_ID, value: identityValue };
  const end = type?.value === 'scoped' ? identityValue.indexOf(':') : -1;
  return { kind, scope: identityValue.slice(0, Math.max(0, end)), value: identityValue.slice(end + 1) };
}

/** The CDP has a mainland mobile as its eleven digits, a foreign one in E.164 with or without its plus. */
function neutralMobile(value: string): string {
  if (value.startsWith('+')) return value;
  return /^1[3-9]\d{9}$/.test(value) ? `+86${value}` : `+${value}`;
}
