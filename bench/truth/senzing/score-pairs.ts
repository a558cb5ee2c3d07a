import type { Product } from '../products/product.ts';
import { idOf, senzingLines } from './lines.ts';
import { type SenzingRecord, senzingRecords } from './records.ts';

/** Pairs of records that a product takes for one, and of those that are one. */
export interface PairScore {
  readonly records: number;
  readonly truePairs: number;
  readonly joinedPairs: number;
  readonly rightPairs: number;
  readonly cases: number;
}

export async function scorePairs(product: Product): Promise<PairScore> {
  const records = senzingRecords();
  const { placements, cases } = await product.run(senzingLines(records));
  return { ...countPairs(records, (record) => placements.get(idOf(record))), cases: cases.length };
}

/** @param customerOf undefined for a record that has no customer, which is joined to no other */
export function countPairs(
  records: readonly SenzingRecord[],
  customerOf: (record: SenzingRecord) => string | undefined,
): Omit<PairScore, 'cases'> {
  let truePairs = 0;
  let joinedPairs = 0;
  let rightPairs = 0;
  for (const [index, one] of records.entries()) {
    for (const other of records.slice(index + 1)) {
      const isOne = one.cluster === other.cluster;
      const customer = customerOf(one);
      const isJoined = customer !== undefined && customer === customerOf(other);
      truePairs += Number(isOne);
      joinedPairs += Number(isJoined);
      rightPairs += Number(isOne && isJoined);
    }
  }
  return { records: records.length, truePairs, joinedPairs, rightPairs };
}
