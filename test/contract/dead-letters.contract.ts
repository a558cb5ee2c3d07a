import { describe, expect, test } from 'vitest';
import type { DeadLetters } from '../../functions/shared/ports/ports.ts';

export interface SeenDeadLetter {
  readonly body: string;
  readonly groupId: string | undefined;
  readonly attributes: Readonly<Record<string, string>>;
}
export interface DeadLettersUnderTest {
  readonly port: DeadLetters;
  receive(): Promise<SeenDeadLetter[]>;
}

const letter = { body: '{"id":1}', groupId: 'g', deduplicationId: 'd-r1', reason: 'cdp-refused', detail: 'code -1' };

export function deadLettersContract(kind: 'fifo' | 'standard', create: () => Promise<DeadLettersUnderTest>): void {
  describe(`DeadLetters, ${kind} queue`, () => {
    test('a letter carries its body, reason and detail', async () => {
      const queue = await create();
      await queue.port.send(letter);
      expect(await queue.receive()).toEqual([
        {
          body: '{"id":1}',
          groupId: kind === 'fifo' ? 'g' : undefined,
          attributes: { reason: 'cdp-refused', detail: 'code -1' },
        },
      ]);
    });

    test('the message’s own attributes travel with it; those of an earlier refusal do not', async () => {
      const queue = await create();
      const attributes = { connection: 'shop', headers: '{"x-a":"b"}', reason: 'old', detail: 'old' };
      await queue.port.send({ ...letter, detail: '', attributes });
      const [received] = await queue.receive();
      expect(received?.attributes).toEqual({ connection: 'shop', headers: '{"x-a":"b"}', reason: 'cdp-refused' });
    });

    test('a letter over 1 MiB is refused for good', async () => {
      const queue = await create();
      const sent = queue.port.send({ ...letter, body: 'x'.repeat(1_048_577) });
      await expect(sent).rejects.toMatchObject({ name: 'PortError', kind: 'dead-letters', retryable: false });
    });

    test.each([
      ['no detail is no attribute', '', undefined],
      ['a long detail is cut to 1 KiB at a whole character', '归'.repeat(1000), '归'.repeat(341)],
      ['control characters, which SQS refuses, are replaced', 'a\u0000b\u001Fc\td', 'a\uFFFDb\uFFFDc\td'],
      ['half a surrogate pair is replaced', 'x\uD83D', 'x\uFFFD'],
    ])('%s', async (_name, detail, seen) => {
      const queue = await create();
      await queue.port.send({ ...letter, detail });
      const [received] = await queue.receive();
      expect(received?.attributes['detail']).toBe(seen);
    });
  });
}
