/** The sparse index of the ledger's table by which operators list open cases and blocked identities. */
export const LISTED_INDEX = 'listed';
export const listedIndexKeys = { partition: 'list', sort: 'last' } as const;
