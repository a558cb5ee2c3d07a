import type { GuiyiConfig } from './define-config.ts';

/**
 * May the ledger of a stage have items of versions before 0.2? Each stage has a table of its own, and before 0.2 there were no stages: only one that goes on with a
 * stack of then, or beside which a former version still runs. To look for what is not there costs half of all that an order reads.
 */
export function mayHaveFormerItems({ ledger, deployment }: Pick<GuiyiConfig, 'ledger' | 'deployment'>): boolean {
  return ledger?.compat === true || deployment?.takeOver !== undefined;
}
