import type { GuiyiConfig } from '../../../../functions/shared/config/define-config.ts';
import type { Product, ProductResult } from '../product.ts';
import { guiyiConfig, type Settings } from './config.ts';
import { neutralIdentity } from './neutral-identity.ts';
import { type Guiyi, openGuiyi } from './open-guiyi.ts';
import { type SandboxCustomer, sandboxCustomers } from '../../../../local/host/sandbox-customers.ts';
import { replay, VirtualClock } from './replay.ts';

/** Guiyi itself. @throws ConfigError where this build does not know a setting */
export function guiyiProduct(name = 'Guiyi', changes: Settings = {}): Product {
  const config = guiyiConfig(changes);
  return {
    name,
    async run(lines) {
      const clock = new VirtualClock();
      const guiyi = openGuiyi(config, clock.read);
      try {
        const expired = await replay(lines, guiyi, clock);
        return resultOf(guiyi, config, expired);
      } finally {
        guiyi.close();
      }
    },
  };
}

function cityIn({ city }: SandboxCustomer['profile']): { readonly city?: string } {
  return typeof city === 'string' && city !== '' ? { city } : {};
}

function resultOf(
  { sandbox, delivered, cases, deadLetters }: Guiyi,
  config: GuiyiConfig,
  expired: number,
): ProductResult {
  const customers = sandboxCustomers(sandbox);
  const survivors = new Map(customers.flatMap(({ id, mergedIds }) => mergedIds.map((merged) => [merged, id] as const)));
  return {
    // An event that comes again and is done already says nothing new about where it is.
    placements: new Map(
      delivered.flatMap(({ event, customer }) =>
        customer === undefined ? [] : [[event, survivors.get(customer) ?? customer] as const],
      ),
    ),
    customers: customers.map(({ id, name, profile, identities }) => ({
      id,
      identities: identities.map((pair) => neutralIdentity(pair, config)),
      fields: { ...(name !== '' && { name }), ...cityIn(profile) },
    })),
    cases: cases.map(({ type, event }) => ({ type, events: [event] })),
    deadLetters: deadLetters.length + expired,
  };
}
