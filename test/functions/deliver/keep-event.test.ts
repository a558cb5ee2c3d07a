import { expect, test } from 'vitest';
import { customerHash, type JournalPorts, pairSubject, spokenOf } from '../../../functions/deliver/keep-event.ts';
import type { TraceRecord } from '../../../functions/deliver/trace.ts';
import { emptySubjectItem, type SubjectItem } from '../../../functions/shared/change/subject-item.ts';
import { identityHash } from '../../../functions/shared/identity/keyed-hash.ts';
import { customer, HASH_KEY, identityOf } from '../../kit/candidates.ts';
import { demoConfig } from '../../kit/demo.ts';

// Of whom a subject's events speak: an erase finds the events of a person by it.

const config = demoConfig();
const PHONE = identityOf('verified mobile 15931000401');
const OPENID = identityOf('verified wechat-openid app1/oAnn');
const hashOf = (identity: typeof PHONE) => identityHash(identity, config.cdp, HASH_KEY);
const QUARTER_MS = 90 * 24 * 3_600_000;
const START = 200 * QUARTER_MS;

type Spoken = Pick<TraceRecord, 'identities' | 'withheld' | 'customers'>;
const speaks = (spoken: Partial<Spoken>): TraceRecord => ({
  identities: [],
  withheld: [],
  discarded: [],
  asked: [],
  cases: [],
  calls: [],
  customers: [],
  isNamed: false,
  ...spoken,
});

async function paired(traces: readonly TraceRecord[], subject: SubjectItem = emptySubjectItem, now = START) {
  const pairs: (readonly [string, readonly string[]])[] = [];
  const journal: JournalPorts = {
    store: {
      write: async () => undefined,
      pair: async (partition, who) => void pairs.push([partition, who]),
      forget: async () => [],
    },
  };
  const after = await pairSubject(subject, traces, {
    journal,
    config,
    hashKey: HASH_KEY,
    subjectKey: 'the subject',
    clock: () => now,
  });
  return { pairs, after };
}

test('an event speaks of its identities, of those that were withheld, and of its customers, each once', () => {
  const withheld = { ...PHONE, because: 'owned-by-another' } as const;
  expect(
    spokenOf(
      { identities: [OPENID, OPENID], withheld: [withheld], customers: [customer(7), customer(8)] },
      config,
      HASH_KEY,
    ),
  ).toEqual([hashOf(OPENID), hashOf(PHONE), customerHash('7', HASH_KEY), customerHash('8', HASH_KEY)]);
  expect(new Set([customerHash('7', HASH_KEY), customerHash('8', HASH_KEY), customerHash('7', 'other')]).size).toBe(3);
});

test('the first event of a subject is paired, and its messages get a salt', async () => {
  const { pairs, after } = await paired([speaks({ identities: [PHONE] }), speaks({ identities: [OPENID] })]);
  expect(pairs).toEqual([['the subject', [hashOf(PHONE), hashOf(OPENID)]]]);
  expect(after.paired).toEqual({ quarter: 200, keys: [hashOf(PHONE), hashOf(OPENID)] });
  expect(after.salt).toMatch(/.{16,}/);
});

test('of whom it is known already nothing is written again in the same quarter', async () => {
  const before = (await paired([speaks({ identities: [PHONE] })])).after;
  const { pairs, after } = await paired([speaks({ identities: [PHONE] })], before, START + QUARTER_MS - 1);
  expect(pairs).toEqual([]);
  expect(after).toEqual(before);
});

test('only who is new is paired', async () => {
  const before = (await paired([speaks({ identities: [PHONE] })])).after;
  const { pairs, after } = await paired([speaks({ identities: [PHONE, OPENID] })], before);
  expect(pairs).toEqual([['the subject', [hashOf(OPENID)]]]);
  expect(after.paired?.keys).toEqual([hashOf(PHONE), hashOf(OPENID)]);
});

test('a new quarter pairs anew, so that what expires in the journal is written in time', async () => {
  const before = (await paired([speaks({ identities: [PHONE] })])).after;
  const { pairs, after } = await paired([speaks({ identities: [PHONE] })], before, START + QUARTER_MS);
  expect(pairs).toEqual([['the subject', [hashOf(PHONE)]]]);
  expect(after).toEqual({ ...before, paired: { quarter: 201, keys: [hashOf(PHONE)] } });
});

test('the newest 24 are known', async () => {
  const thirty = Array.from({ length: 30 }, (_, index) => customer(index + 1));
  const { after } = await paired([speaks({ customers: thirty })]);
  expect(after.paired?.keys).toEqual(thirty.slice(6).map((one) => customerHash(one, HASH_KEY)));
});

test('without a journal nothing is known', async () => {
  const keeping = { journal: undefined, config, hashKey: HASH_KEY, subjectKey: 's', clock: () => START };
  expect(await pairSubject(emptySubjectItem, [speaks({ identities: [PHONE] })], keeping)).toBe(emptySubjectItem);
});
