import { checkConfig } from '../../../../functions/shared/config/check-config.ts';
import type { GuiyiConfig } from '../../../../functions/shared/config/define-config.ts';
import { kinds } from '../../../../functions/shared/identity/kinds.ts';
import { receivers } from '../../../../functions/shared/sources/generated/receivers.ts';
import { accounts } from '../../platforms/accounts.ts';

export type Settings = Readonly<Record<string, unknown>>;

/**
 * Guiyi at its defaults, with the accounts of the histories; `changes` is laid over it, objects member by member.
 * @throws ConfigError where this build does not know a setting
 */
export function guiyiConfig(changes: Settings = {}): GuiyiConfig {
  const config: Settings = {
    connections: accounts,
    cdp: {
      baseUrl: 'sandbox',
      identityTypes: Object.fromEntries(
        Object.entries(kinds).map(([kind, { code, value }]) => [kind, { code, value }]),
      ),
      limits: { callsPerSecond: 1_000_000, inFlight: 64 },
      messages: { auth: ['^E_TOKEN'], permanent: ['^E_(?!TOKEN|FAULT|CUSTOMER|GROUP)'] },
    },
  };
  return checkConfig(laidOver(config, changes), receivers, 'the truth set');
}

/** `changes` over `base`: objects member by member, everything else as a whole. */
export function laidOver(base: Settings, changes: Settings): Settings {
  const members = Object.entries(changes).map(([name, change]) => {
    const before = base[name];
    return [name, isObject(before) && isObject(change) ? laidOver(before, change) : change] as const;
  });
  return { ...base, ...Object.fromEntries(members) };
}

function isObject(value: unknown): value is Settings {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
