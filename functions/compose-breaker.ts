import { breakerTurn, type BreakerPorts } from './breaker/breaker.ts';
import { breakerInLedger } from './shared/breaker/store.ts';
import type { Ledger } from './shared/ports/ports.ts';

/** One turn of the breaker, over its state in the ledger. Apart from the other compositions: it needs none of their modules. */
export function composeBreaker({ ledger, ...ports }: Omit<BreakerPorts, 'store'> & { readonly ledger: Ledger }) {
  const store = breakerInLedger(ledger);
  return { store, turn: async () => breakerTurn({ ...ports, store }) };
}
