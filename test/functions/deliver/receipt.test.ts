import { describe, expect, test } from 'vitest';
import { type EraseReceipt, readReceipt, receiptKey, writeReceipt } from '../../../functions/deliver/receipt.ts';
import { customerId } from '../../../functions/shared/cdp/ids.ts';
import { memberBound } from '../../kit/delivery.ts';
import { MemoryArchive } from '../../kit/ports.ts';

const request = { ...memberBound([]), id: 'e-1', type: 'member.erase' };
const ids = ['4651507415154688001', '4652595470041088001'].map(customerId).filter((id) => id !== undefined);

const underWay: EraseReceipt = {
  connection: 'brand-demo',
  request: { id: 'e-1', type: 'member.erase', time: '2026-03-01T12:00:00+08:00' },
  since: '2026-03-01T04:00:00.000Z',
  marked: ['a', 'b'],
  customers: ids,
  deleted: ids.slice(0, 1),
  confirmed: false,
};

describe('the receipt of an erase is read as it was written', () => {
  test.each<readonly [string, EraseReceipt]>([
    ['under way', underWay],
    ['of somebody who had come back', { ...underWay, returned: { keys: ['a'], at: 1_772_337_600_000 } }],
    ['carried out', { ...underWay, deleted: ids, confirmed: true, erased: '2026-03-01T04:00:09.000Z' }],
  ])('%s', async (_name, receipt) => {
    const archive = new MemoryArchive();
    await writeReceipt(request, receipt, archive);
    expect(await readReceipt(request, archive)).toEqual(receipt);
    expect(await readReceipt({ ...request, id: 'e-2' }, archive)).toBeUndefined();
  });
});

test('one of a former version is that of an erase that was carried out: it does not begin again', async () => {
  const archive = new MemoryArchive();
  await archive.put(receiptKey(request), Buffer.from('{"customers":["4651507415154688001"]}'));
  expect(await readReceipt(request, archive)).toBe('former');
});

test('a customer whose id is none is none to be deleted', async () => {
  const archive = new MemoryArchive();
  const written = { ...underWay, customers: [ids[0], 'no id', ids[1]] };
  await archive.put(receiptKey(request), Buffer.from(JSON.stringify(written)));
  expect(await readReceipt(request, archive)).toMatchObject({ customers: ids });
});
