import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Act, NameFrom, Upsert } from '../../functions/shared/change/customer-change.ts';
import type { Envelope } from '../../functions/shared/envelope/envelope.ts';
import { toEnvelope } from '../../functions/shared/envelope/from-source.ts';
import { kindOf } from '../../functions/shared/identity/kinds.ts';
import { isJsonObject, type Json } from '../../functions/shared/json/lossless.ts';
import { identifiers } from '../../functions/shared/sources/generated/identifiers.ts';
import { receivers } from '../../functions/shared/sources/generated/receivers.ts';
import { optionsOf, outcomeOf, type Platform } from '../corpus/event-row.ts';
import { events as corpus } from '../corpus/events.ts';
import { capturedSample, everyConnection, everySample } from './every-source.ts';
import { checked } from './source.ts';

/** What an event tells of: what the person did, or an order or a record since the time that stands at a path. */
export type Tells =
  | 'act'
  | 'record'
  /** It depends on the body: another test says how. */
  | 'depends'
  | {
      readonly kind: Act['kind'];
      /** Of the event's data. Of several paths any may have the time. */
      readonly since: string | readonly string[];
      /** Where no time stands there. Default: a record. */
      readonly otherwise?: 'act';
    };

/** What the sample of an event says of the contacts that it gives: field to grade and basis; and of its name. */
export interface Line {
  readonly tells: Tells;
  readonly contacts?: Readonly<Record<string, string>>;
  readonly name?: NameFrom;
}

export interface Table {
  /** A time as the platform writes it, and the same in RFC 3339. */
  readonly time?: readonly [written: string | number, created: string];
  /** Its types are those of a connection's options: no page knows them. */
  readonly isConfigured?: true;
  /** Type, or the name of a sample, to what it says: every one that makes or changes a customer. */
  readonly events: Readonly<Record<string, Tells | Line>>;
}

interface Shown {
  readonly name: string;
  readonly envelope: Envelope;
  readonly identify: (envelope: Envelope) => Upsert | undefined;
}

/** Every sample of a platform and every event of the corpus says what its table says, and the table leaves none out. */
export function testEvidence(platform: Platform, { time, isConfigured, events }: Table): void {
  const samples = samplesOf(platform);
  const all = [...samples, ...rowsOf(platform)];
  const lines = new Map(Object.entries(events).map(([name, line]) => [name.toLowerCase(), asLine(line)]));
  const lineOf = ({ name, envelope }: Shown) =>
    lines.get(name.toLowerCase()) ?? lines.get(envelope.type.toLowerCase()) ?? { tells: 'missing' as const };

  describe(platform, () => {
    test('has a line for every event that makes or changes a customer, and no other', () => {
      const shown = all.filter(({ envelope, identify }) => identify(envelope));
      expect(shown.filter((each) => lineOf(each).tells === 'missing').map(({ name }) => name)).toEqual([]);
      const names = new Set(shown.flatMap(({ name, envelope }) => [name.toLowerCase(), envelope.type.toLowerCase()]));
      expect([...lines.keys()].filter((name) => !names.has(name))).toEqual([]);
    });

    test.each(Object.entries(events))('%s: what it tells of', (name) => {
      const shown = all.filter((each) => each.name.toLowerCase() === name.toLowerCase());
      expect(shown.length).toBeGreaterThan(0);
      for (const each of shown) expectActs(each, lineOf(each).tells, time);
    });

    test.skipIf(isConfigured)('the reference page says the same', () => {
      const acts = actsOnPage(platform);
      const types = new Set(all.map(({ envelope }) => envelope.type));
      for (const [name, line] of Object.entries(events).filter(([each]) => types.has(each))) {
        const { tells } = asLine(line);
        const rows = acts.filter((row) => row.events === 'every other' || namesEvent(row.events, name));
        const [row] = rows.toSorted((a, b) => Number(a.events === 'every other') - Number(b.events === 'every other'));
        expect([name, row?.tells]).toEqual([name, inWords(tells)]);
      }
    });

    const withSample = samples.filter(({ envelope, identify }) => identify(envelope));
    test.each(withSample.map((each) => [each.name, each] as const))('%s: contacts and name', (_name, each) => {
      const line = lineOf(each);
      const change = each.identify(each.envelope);
      const contacts = (change?.identities ?? []).filter(({ kind }) => kindOf(kind)?.contact);
      const said = contacts.map(({ evidence: { field, grade, basis = 'act' } }) => [
        field,
        grade === 'verified' ? `verified, ${basis}` : grade,
      ]);
      const expected = 'contacts' in line ? (line.contacts ?? {}) : {};
      expect(Object.fromEntries(said)).toEqual(expected);
      expect(change?.nameFrom).toBe('name' in line ? line.name : undefined);
      expect(change?.profile.name !== undefined).toBe(change?.nameFrom !== undefined);
    });
  });
}

function expectActs({ envelope, identify }: Shown, tells: Tells | 'missing', time: Table['time']): void {
  const actOf = (data: Json) => identify({ ...envelope, data })?.act;
  if (tells === 'depends') return;
  if (typeof tells === 'string') {
    if (identify(envelope)) expect(actOf(envelope.data)).toEqual(tells === 'act' ? undefined : { kind: 'record' });
    return;
  }
  if (!time) throw new Error('a time as the platform writes it');
  const [path = '', ...others] = [tells.since].flat();
  const bare = [path, ...others].reduce<Json>((data, each) => placed(data, each, undefined), envelope.data);
  if (!identify({ ...envelope, data: bare })) return;
  expect(actOf(bare)).toEqual(tells.otherwise === 'act' ? undefined : { kind: 'record' });
  for (const each of [path, ...others]) {
    expect(actOf(placed(bare, each, time[0]))).toEqual({ kind: tells.kind, created: time[1] });
    expect(actOf(placed(bare, each, 'yesterday'))).toEqual(actOf(bare));
  }
}

/** The rows of the table under *Acts*. */
function actsOnPage(platform: Platform): readonly { readonly tells: string; readonly events: string }[] {
  const page = readFileSync(new URL(`../../docs/sources/${platform}.md`, import.meta.url), 'utf8');
  const section = /\n## Acts\n([\s\S]*?)\n## /.exec(page)?.[1] ?? '';
  return [...section.matchAll(/^\| (.+?) \| (.+) \|$/gm)].map(([, tells = '', events = '']) => ({ tells, events }));
}

/** A page may leave out what all of a platform's names begin with. */
function namesEvent(cell: string, name: string): boolean {
  return [...cell.matchAll(/`([^`]+)`/g)].some(([, named = '']) => name === named || name.endsWith(`.${named}`));
}

function inWords(tells: Tells): string {
  if (tells === 'act') return 'what the person does';
  if (tells === 'record') return 'a record';
  if (tells === 'depends') return 'by its body';
  const since = [tells.since].flat().map((path) => `\`${path}\``);
  const what = tells.kind === 'order' ? 'an order placed at' : 'a record kept since';
  return `${what} ${since.join(' or ')}; without it ${tells.otherwise === 'act' ? 'what the person does' : 'a record'}`;
}

/** The data with this value at a path, or with none there. */
function placed(data: Json, path: string, value: string | number | undefined): Json {
  const [step = '', ...rest] = path.split('.');
  const { [step]: before, ...others } = isJsonObject(data) ? data : {};
  if (rest.length > 0) return { ...others, [step]: placed(before ?? {}, rest.join('.'), value) };
  return value === undefined ? others : { ...others, [step]: value };
}

function asLine(line: Tells | Line): Line {
  return typeof line === 'object' && 'tells' in line ? line : { tells: line };
}

function samplesOf(platform: Platform): readonly Shown[] {
  return everySample.flatMap(([connection, name]) => {
    const { source, options } = everyConnection[connection] ?? {};
    if (source !== platform) return [];
    const { headers, body } = capturedSample(connection, name);
    const receiver = checked(receivers[source].configure(options));
    const decoding = receiver.decode(body, { method: 'POST', rawQuery: '', headers, body });
    if (decoding.outcome !== 'events') throw new Error(`${connection} ${name}: ${JSON.stringify(decoding)}`);
    const reception = { platform: source, connection, receivedTime: '2026-03-01T12:00:00+08:00' };
    const identify = identifierOf(platform, options ?? {}, everyConnection[connection]?.region);
    return decoding.events.map((event) => ({ name, envelope: toEnvelope(event, reception), identify }));
  });
}

function rowsOf(platform: Platform): readonly Shown[] {
  return corpus
    .filter((row) => row.platform === platform && outcomeOf(row).outcome === 'changes')
    .map((row) => ({
      name: row.type,
      envelope: {
        specversion: '1.0',
        id: 'an-id',
        source: `/${platform}/corpus`,
        type: row.type,
        time: '2026-10-02T16:00:00+08:00',
        datacontenttype: 'application/json',
        data: row.data,
        connection: 'corpus',
        receivedtime: '2026-10-02T16:00:01+08:00',
      },
      identify: identifierOf(platform, optionsOf(row), row.region),
    }));
}

/** The one upsert of an event; undefined where it makes or changes nobody. */
function identifierOf(platform: Platform, options: object, region: string | undefined): Shown['identify'] {
  const identify = checked(identifiers[platform]?.configure(options, { region }) ?? { ok: false, issues: [] });
  return (envelope) => {
    const outcome = identify(envelope);
    const [change] = outcome.outcome === 'changes' ? outcome.changes : [];
    return change?.kind === 'upsert' ? change : undefined;
  };
}
