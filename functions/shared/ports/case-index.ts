/** The sparse index of the ledger's table by which cases are listed. */
export const CASE_INDEX = 'cases';
export const caseIndexKeys = { partition: 'caseState', sort: 'last' } as const;
