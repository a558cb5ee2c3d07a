import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { chinaTime } from '../platforms/message.ts';
import type { EventLine, StatedIdentity } from '../statement.ts';
import type { Settings } from '../products/guiyi/config.ts';
import type { SenzingRecord } from './records.ts';

/** Kinds of documents by the member of a record; a place stands in the value. */
const documents = {
  ssn: 'ssn',
  passport: 'passport',
  licence: 'driving-licence',
  nationalId: 'national-id',
  taxId: 'tax-id',
  lei: 'lei',
} as const satisfies Partial<Record<keyof SenzingRecord, string>>;
const documentMembers = Object.keys(documents) as readonly (keyof typeof documents)[];

const CONNECTION = 'records';
const START = Date.parse('2025-01-01T00:00:00+08:00');
const MINUTE_MS = 60_000;

/** The records as events, one a minute: a system of the United States tells what it has recorded. */
export function senzingLines(records: readonly SenzingRecord[]): readonly EventLine[] {
  return records.map((record, index) => {
    const time = chinaTime(START + index * MINUTE_MS);
    const { source: system, id, cluster: _cluster, ...data } = record;
    return {
      history: 'senzing',
      event: {
        specversion: '1.0',
        id: idOf(record),
        source: `/github-style/${CONNECTION}`,
        type: 'record',
        time,
        datacontenttype: 'application/json',
        data,
        connection: CONNECTION,
        receivedtime: time,
        partitionkey: `${system}:${id}`,
      },
      says: {
        time,
        arrives: time,
        channel: 'records',
        account: system,
        act: 'record-update',
        identities: identitiesOf(record),
        ...(record.name !== undefined && { name: record.name }),
      },
    };
  });
}

export function idOf({ source, id }: SenzingRecord): string {
  return `${source}/${id}`;
}

/** Guiyi with a connection for these records: documents are believed, contacts are not. */
export const senzingSettings: Settings = {
  connections: {
    [CONNECTION]: {
      source: 'github-style',
      region: 'US',
      options: {
        events: {
          record: {
            identities: [
              ...documentMembers.map((member) => ({ kind: documents[member], path: member, grade: 'verified' })),
              { kind: 'email', path: 'email' },
              { kind: 'mobile', path: 'phone' },
            ],
            profile: { name: 'name' },
          },
        },
      },
    },
  },
  cdp: {
    foreignMobile: 'plus',
    identityKinds: Object.fromEntries(
      Object.values(documents).map((kind, index) => [
        kind,
        { scope: 'none', rank: 100 + index, unique: false, mayLink: true },
      ]),
    ),
    identityTypes: Object.fromEntries(Object.values(documents).map((kind) => [kind, { code: kind, value: 'bare' }])),
  },
};

function identitiesOf(record: SenzingRecord): readonly StatedIdentity[] {
  const recorded = { scope: '', grade: 'recorded', role: 'own' } as const;
  const phone = record.phone === undefined ? undefined : parsePhoneNumberFromString(record.phone, 'US');
  return [
    ...documentMembers.flatMap((member) => {
      const value = record[member];
      return value === undefined ? [] : [{ ...recorded, kind: documents[member], value }];
    }),
    ...(record.email === undefined ? [] : [{ ...recorded, kind: 'email', value: record.email.toLowerCase() }]),
    ...(phone?.isValid() ? [{ ...recorded, kind: 'mobile', value: phone.number }] : []),
  ];
}
