import { describe, expect, test } from 'vitest';
import { blanketMerge } from '../../../bench/truth/products/blanket-merge.ts';
import { guiyiProduct } from '../../../bench/truth/products/guiyi/guiyi.ts';
import { senzingLines, senzingSettings } from '../../../bench/truth/senzing/lines.ts';
import { type SenzingRecord, senzingRecords } from '../../../bench/truth/senzing/records.ts';
import { countPairs, scorePairs } from '../../../bench/truth/senzing/score-pairs.ts';

describe('Senzing’s truth set', () => {
  const records = senzingRecords();

  test('is 159 records, and one mailbox stands in 21 of them that are 19 people', () => {
    expect(records).toHaveLength(159);
    const mailbox = records.filter(({ email }) => email === 'info@ca-state.gov');
    expect([mailbox.length, new Set(mailbox.map(({ cluster }) => cluster)).size]).toEqual([21, 19]);
  });

  test('numbers of one telephone and of one passport are one identity, however they are written', () => {
    const valuesOf = (id: string) =>
      senzingLines(records.filter((record) => record.id === id)).flatMap(({ says }) =>
        says.identities.map(({ value }) => value),
      );
    expect(valuesOf('1059')).toEqual(valuesOf('1060'));
    expect(valuesOf('1053')).toEqual(valuesOf('1055'));
  });

  test('pairs are counted once, and a record without a customer is nobody’s pair', () => {
    const record = (id: string, cluster: string): SenzingRecord => ({ source: 's', id, cluster });
    const four = [record('1', 'a'), record('2', 'a'), record('3', 'b'), record('4', 'b')];
    const customers: Readonly<Record<string, string>> = { 1: 'x', 2: 'x', 3: 'x' };
    expect(countPairs(four, ({ id }) => customers[id])).toEqual({
      records: 4,
      truePairs: 2,
      joinedPairs: 3,
      rightPairs: 1,
    });
  });

  test('blanket merge makes one of everybody who has the mailbox', async () => {
    const { joinedPairs, rightPairs } = await scorePairs(blanketMerge);
    expect(joinedPairs - rightPairs).toBeGreaterThan(200);
  });

  test('Guiyi reads every record that has an identity that it can send', async () => {
    const product = guiyiProduct('Guiyi', senzingSettings);
    const { deadLetters, placements } = await product.run(senzingLines(records));
    const withDocument = senzingLines(records).filter(({ says }) =>
      says.identities.some(({ kind }) => kind !== 'mobile' && kind !== 'email'),
    );
    expect(deadLetters).toBe(0);
    expect(withDocument.filter(({ event }) => !placements.has(event.id))).toEqual([]);
  });
});
