/** Where the ledger has the state of the breaker. */
export const BREAKER_KEY = 'breaker:cdp';
