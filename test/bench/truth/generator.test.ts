import { describe, expect, test } from 'vitest';
import { identifiers } from '../../../functions/shared/sources/generated/identifiers.ts';
import { openIdentifiers } from '../../../functions/shared/sources/open-identifiers.ts';
import { parseEnvelope } from '../../../functions/shared/envelope/codec.ts';
import { normalise } from '../../../functions/shared/identity/normalise.ts';
import { guiyiConfig } from '../../../bench/truth/products/guiyi/config.ts';
import { type Hazard, hazardNames, hazards } from '../../../bench/truth/hazards/hazards.ts';
import { type EventLine, isContact, keyOf } from '../../../bench/truth/statement.ts';
import { DAY_MS, type IdentityTruth, WINDOW_DAYS } from '../../../bench/truth/truth-records.ts';
import { writeHistory } from '../../../bench/truth/write-history.ts';
import type { Written } from '../../../bench/truth/world/history.ts';

const SEED = 11;
const HISTORIES = 6;

const written = hazardNames.map((hazard) => ({
  hazard,
  histories: Array.from({ length: HISTORIES }, (_, index) => writeHistory(hazard, SEED, index)),
}));
const all = written.flatMap(({ histories }) => histories);

describe(`what is written, seed ${SEED}, ${HISTORIES} histories of each of ${hazardNames.length} hazards`, () => {
  test('a seed repeats it', () => {
    for (const { hazard, histories } of written) expect(writeHistory(hazard, SEED, 0)).toEqual(histories[0]);
    expect(writeHistory('none', SEED + 1, 0)).not.toEqual(writeHistory('none', SEED, 0));
  });

  test('events come in the order of arrival, after they have happened, and no two happen at once', () => {
    for (const { lines, truth } of all) {
      const arrivals = lines.map(({ says }) => Date.parse(says.arrives));
      expect(arrivals).toEqual(arrivals.toSorted((one, other) => one - other));
      for (const { says } of lines) expect(Date.parse(says.arrives)).toBeGreaterThan(Date.parse(says.time));
      const times = truth.events.map(({ time }) => Date.parse(time));
      expect(times).toEqual([...new Set(times)].toSorted((one, other) => one - other));
    }
  });

  test('every event has its truth, and every identity its owners', () => {
    for (const { lines, truth } of all) {
      expect(new Set(lines.map(({ event }) => event.id))).toEqual(new Set(truth.events.map(({ id }) => id)));
      const known = new Set(truth.identities.map(keyOf));
      for (const { says } of lines) for (const identity of says.identities) expect(known).toContain(keyOf(identity));
    }
  });

  test('nobody proves what is not theirs, but for stand-ins', () => {
    for (const { hazard, histories } of written.filter((one) => one.hazard !== 'stand-in-ids')) {
      for (const { lines, truth } of histories) {
        const proves = new Map(truth.events.map((event) => [event.id, event.proves]));
        for (const { event, says } of lines) {
          const stated = says.identities.filter(({ grade, role }) => grade === 'proved' && role === 'own').map(keyOf);
          expect([hazard, event.type, proves.get(event.id)]).toEqual([hazard, event.type, stated]);
        }
      }
    }
  });

  test('a record of an account says when it was opened, and not when it was changed', () => {
    const lines = all.flatMap((history) => history.lines);
    const records = lines.filter(({ event }) => /^customers?[/.](?:update|enable|updated)$/.test(event.type));
    for (const { event, says } of records) {
      const { created_at: shopify, date_created_gmt: woo } = event.data as Record<string, string | undefined>;
      expect(Date.parse(shopify ?? `${woo}Z`)).toBeLessThan(Date.parse(says.time));
    }
    expect(records.length).toBeGreaterThan(100);
  });

  test('no two people own a contact at once, unless the hazard says so', () => {
    for (const { hazard, histories } of written) {
      const { sharesContacts = false }: Hazard = hazards[hazard];
      const shared = histories.flatMap(({ truth }) => truth.identities.filter(hasTwoOwnersAtOnce));
      expect([hazard, shared.length > 0]).toEqual([hazard, sharesContacts]);
    }
  });

  test('contacts are numbers and addresses that nothing takes for placeholders', () => {
    const contacts = all.flatMap(({ truth }) => truth.identities.filter(isContact));
    expect(contacts.length).toBeGreaterThan(500);
    for (const { kind, value } of contacts) {
      const given = kind === 'mobile' && value.startsWith('+86') ? value.slice(3) : value;
      expect([kind, normalise(kind, value, { foreignMobile: 'plus' })]).toEqual([kind, { ok: true, value: given }]);
    }
  });

  test('the next owner of a number that nobody gave up comes 90 days after its last use at the earliest', () => {
    for (const { histories } of written.filter(
      ({ hazard }) => hazard === 'hand-over' || hazard === 'hand-over-nameless',
    )) {
      for (const { truth } of histories) {
        const [handed] = truth.identities.filter(({ owners }) => new Set(owners.map(({ person }) => person)).size > 1);
        const key = handed && keyOf(handed);
        const uses = truth.events.filter(
          ({ proves, typed }) => key !== undefined && (proves.includes(key) || key in typed),
        );
        const first = uses[0]?.about;
        const last = uses.findLast(({ about }) => about === first);
        const next = uses.find(({ about }) => about !== first);
        const daysFrom = (time = '') => (Date.parse(next?.time ?? '') - Date.parse(time)) / DAY_MS;
        expect(daysFrom(last?.time)).toBeGreaterThanOrEqual(WINDOW_DAYS);
        // It may not have been used until the day on which it was given up.
        const givenUp = handed?.owners.findLast(({ person }) => person === first)?.to;
        expect(daysFrom(givenUp)).toBeLessThanOrEqual(400.01);
      }
    }
  });

  test('log-ins have names, or have none where that is asked', () => {
    const named = (histories: readonly Written[]) =>
      logIns(histories).filter(({ says }) => says.name !== undefined).length;
    for (const { hazard, histories } of written) {
      if (hazard === 'hand-over-nameless') expect(named(histories)).toBe(0);
      else if (hazard === 'none') expect(named(histories)).toBe(logIns(histories).length);
    }
    expect(named([writeHistory('none', SEED, 0, { rate: 12, names: false })])).toBe(0);
  });

  test('more acts a year are more events', () => {
    const [few = 0, some = 0, many = 0] = [3, 12, 30].map(
      (rate) => [0, 1, 2, 3].flatMap((index) => writeHistory('none', SEED, index, { rate, names: true }).lines).length,
    );
    expect([few * 1.5 < some, some * 1.5 < many]).toEqual([true, true]);
  });
});

describe('what an event says is what its platform’s own form says', () => {
  const identify = openIdentifiers(guiyiConfig(), identifiers);

  test('every event is a valid envelope', () => {
    for (const { lines } of all)
      for (const { event } of lines) expect(parseEnvelope(JSON.stringify(event))).toMatchObject({ ok: true });
  });

  test('the sources read the identities that stand beside it, with the grade that stands beside them', () => {
    let read = 0;
    for (const { lines } of all) {
      for (const line of lines.filter((one) => !isOfTheHazard(one))) {
        const found = identify(line.event as Parameters<typeof identify>[0]);
        if (line.says.act === 'account-closed') continue;
        if (found?.outcome !== 'changes') throw new Error(`${line.event.type} is ${found?.outcome}`);
        const identities = found.changes.flatMap((change) => change.identities);
        expect([line.event.type, identities.map(neutral).toSorted()]).toEqual([
          line.event.type,
          stated(line).toSorted(),
        ]);
        for (const { kind, value, evidence } of identities) {
          const grade = line.says.identities.find((one) => one.kind === kind && one.value.endsWith(value))?.grade;
          if (grade !== 'recorded')
            expect([line.event.type, kind, evidence.grade]).toEqual([
              line.event.type,
              kind,
              grade === 'proved' ? 'verified' : 'claimed',
            ]);
        }
        read += 1;
      }
    }
    expect(read).toBeGreaterThan(3000);
  });
});

function logIns(histories: readonly Written[]): readonly EventLine[] {
  return histories.flatMap(({ lines }) => lines.filter(({ says }) => says.act === 'log-in'));
}

function hasTwoOwnersAtOnce({ owners }: IdentityTruth): boolean {
  const spans = owners.map(({ person, from, to }) => ({
    person,
    from: Date.parse(from),
    to: to === undefined ? Infinity : Date.parse(to),
  }));
  return spans.some((one, index) =>
    spans.slice(index + 1).some((other) => one.person !== other.person && one.from <= other.to && other.from <= one.to),
  );
}

/** What is typed abroad and what stands for nobody is what a product is tried by: its reading is not taken for granted. */
function isOfTheHazard({ history, says }: EventLine): boolean {
  const isForeign = says.identities.some(({ kind, value }) => kind === 'mobile' && !value.startsWith('+86'));
  return isForeign || (history.startsWith('stand-in-ids/') && says.act === 'log-in');
}

function neutral({
  kind,
  scope,
  value,
}: {
  readonly kind: string;
  readonly scope: string;
  readonly value: string;
}): string {
  const isMainland = kind === 'mobile' && !value.startsWith('+');
  return keyOf({ kind, scope, value: isMainland ? `+86${value}` : value });
}

function stated({ says }: EventLine): readonly string[] {
  return says.identities.filter(({ role }) => role === 'own').map(keyOf);
}
