import { describe, expect, test } from 'vitest';
import type { Archive } from '../../functions/shared/ports/ports.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

export function archiveContract(create: () => Promise<Archive>): void {
  describe('Archive', () => {
    test('an unknown key is absent', async () => {
      const archive = await create();
      expect(await archive.get('claims/nothing')).toBeUndefined();
    });

    test.each([
      ['odd bytes', Uint8Array.from([0, 255, 13, 10, 128])],
      ['no bytes', new Uint8Array()],
      ['a megabyte', new Uint8Array(1_048_576).fill(7)],
    ])('%s come back as they were', async (_name, content) => {
      const archive = await create();
      await archive.put('quarantine/a/b', content);
      expect(Buffer.compare((await archive.get('quarantine/a/b')) ?? bytes('absent'), content)).toBe(0);
    });

    test('a second put replaces the first', async () => {
      const archive = await create();
      await archive.put('k', bytes('first, and longer'));
      await archive.put('k', bytes('second'));
      expect(await archive.get('k')).toEqual(bytes('second'));
    });

    test('a key and a key below it are two keys', async () => {
      const archive = await create();
      await archive.put('a', bytes('a'));
      await archive.put('a/b', bytes('a/b'));
      expect(await archive.get('a')).toEqual(bytes('a'));
      expect(await archive.get('a/b')).toEqual(bytes('a/b'));
    });

    test('a key of odd characters is a key', async () => {
      const archive = await create();
      await archive.put('quarantine/2026-01-01T00:00:00Z 归一+%.json', bytes('x'));
      expect(await archive.get('quarantine/2026-01-01T00:00:00Z 归一+%.json')).toEqual(bytes('x'));
    });
  });
}
