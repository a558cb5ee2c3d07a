import { digest } from '../../functions/shared/envelope/digest.ts';
import type { Envelope } from '../../functions/shared/envelope/envelope.ts';
import { isJsonObject, type Json, type JsonObject, scalar } from '../../functions/shared/json/lossless.ts';
import { nearestSpelling } from '../../functions/shared/text/nearest-spelling.ts';
import { bad, type Converted, type FileRow } from './row.ts';
import { rowTime } from './row-time.ts';
import type { RowSettings } from './shop-row.ts';
import { withoutEmpty } from './shop-row.ts';

export interface BrandConnection {
  readonly name: string;
  /** Kinds that a column may be named by. */
  readonly kinds: ReadonlySet<string>;
  readonly subjectOf: (data: Json) => string | undefined;
}

/** What is told of members in bulk. Requests to forget somebody are made one by one, by a person. */
const TAKEN: ReadonlySet<string> = new Set(['member.bound', 'member.updated', 'contact.released', 'contact.rebound']);
const PROFILE = ['name', 'gender', 'birthday', 'province', 'city', 'district'] as const;
const USUAL = 'member.updated';
const HEAD = new Set(['type', 'time', 'id']);

/** A row as an event of the brand's own systems: an envelope, the members of one, or the columns of a CSV. */
export function brandRow(row: Exclude<FileRow, { unreadable: string }>, to: BrandConnection, settings: RowSettings) {
  if ('cells' in row) return event(headIn(row.cells), dataIn(row.cells, to), to, settings);
  const { object } = row;
  const given = object['connection'] ?? scalar(object['source'])?.split('/').at(-1);
  if (given !== undefined && given !== to.name) {
    return bad('not-of-this-format', 'connection', `an event of another connection than ${to.name}`);
  }
  const head = { type: scalar(object['type']), time: scalar(object['time']), id: scalar(object['id']) };
  const { data } = object;
  if (isJsonObject(data)) return event(head, data, to, settings);
  const rest = Object.fromEntries(Object.entries(object).filter(([name]) => !HEAD.has(name)));
  return event(head, rest, to, settings);
}

interface Head {
  readonly type: string | undefined;
  readonly time: string | undefined;
  readonly id: string | undefined;
}

function event(head: Head, data: JsonObject, to: BrandConnection, settings: RowSettings): Converted {
  const type = head.type ?? USUAL;
  if (!TAKEN.has(type)) {
    return bad('type-not-taken', 'type', `${[...TAKEN].join(', ')} are taken from files`, type);
  }
  if (!Array.isArray(data['identities']) || data['identities'].length === 0) {
    return bad('id-missing', 'identities', 'no column or member names an identity: mobile, email, member-no:brand …');
  }
  const unknown = unknownKind(data['identities'], to.kinds);
  if (unknown) return unknown;
  const given = head.time ?? settings.asOf;
  if (given === undefined) {
    return bad('time-missing', 'time', 'no time: give a column `time`, or say when the file was exported with --as-of');
  }
  const read = rowTime('time', given, settings);
  if ('bad' in read) return read.bad;
  const subject = to.subjectOf(data);
  const envelope: Envelope = {
    specversion: '1.0',
    // The same row again is the same event.
    id: head.id ?? digest('backfill', type, read.time, JSON.stringify(data)),
    source: `/brand-events/${to.name}`,
    type,
    ...(subject !== undefined && { subject }),
    time: read.time,
    datacontenttype: 'application/json',
    data,
    connection: to.name,
    receivedtime: new Date(settings.now).toISOString(),
  };
  return { outcome: 'event', envelope };
}

/** Sent, each such row would be a dead letter: a misspelt kind is mended in the file. */
function unknownKind(identities: readonly Json[], kinds: ReadonlySet<string>): Converted | undefined {
  for (const [index, identity] of identities.entries()) {
    const kind = isJsonObject(identity) ? identity['kind'] : undefined;
    if (typeof kind === 'string' && kinds.has(kind)) continue;
    const near = typeof kind === 'string' ? nearestSpelling(kind, [...kinds]) : undefined;
    const detail = `no kind that is known or configured${near === undefined ? '' : `; did you mean ${near}?`}`;
    return bad('kind-unknown', `identities[${index}].kind`, detail, typeof kind === 'string' ? kind : '');
  }
  return undefined;
}

function headIn(cells: ReadonlyMap<string, string>): Head {
  const of = (name: string) => cells.get(name) || undefined;
  return { type: of('type'), time: of('time'), id: of('id') };
}

/** Columns `mobile`, `member-no:brand`, `wechat-openid:wx…` are identities; `grade` and `country_code` belong to the contacts. */
function dataIn(cells: ReadonlyMap<string, string>, { kinds }: BrandConnection): JsonObject {
  const grade = cells.get('grade') || undefined;
  const countryCode = cells.get('country_code') || undefined;
  const identities = [...cells].flatMap(([column, value]) => {
    const [kind = '', ...scope] = column.split(':');
    if (value === '' || !kinds.has(kind)) return [];
    const isContact = kind === 'mobile' || kind === 'email';
    return [
      withoutEmpty({
        kind,
        scope: scope.join(':'),
        value,
        grade: isContact ? grade : undefined,
        countryCode: kind === 'mobile' ? countryCode : undefined,
      }),
    ];
  });
  // The first identity orders a person's events: an id of the brand's own before what can change hands.
  const first = identities.toSorted((one, other) => contactRank(one) - contactRank(other));
  return { identities: first, ...withoutEmpty(Object.fromEntries(PROFILE.map((name) => [name, cells.get(name)]))) };
}

function contactRank({ kind }: JsonObject): number {
  return kind === 'mobile' || kind === 'email' ? 1 : 0;
}
