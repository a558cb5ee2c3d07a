import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import type { SenzingRecord } from './records.ts';

/*
 * Makes records.jsonl of Senzing's public truth set: `node bench/truth/senzing/convert.ts <truth-sets>/truthsets/demo`.
 * Source: https://github.com/Senzing/truth-sets (Apache-2.0, LICENSE beside this file), as of commit dfced9e of 2026-03-14. Changed:
 * only names, phones, addresses of mail and numbers of documents are kept, with the expected cluster of each record; the
 * country or state beside a document is written in one way, an address of mail without the name before it.
 */

const feature = z.record(z.string(), z.string());
const record = z.object({ DATA_SOURCE: z.string(), RECORD_ID: z.string(), FEATURES: z.array(feature) });

const sources = ['customers', 'reference', 'watchlist'] as const;
const places: Readonly<Record<string, string>> = {
  USA: 'US',
  CAN: 'CA',
  Canada: 'CA',
  Germany: 'DE',
  China: 'CN',
  'Hong Kong': 'HK',
  Texas: 'TX',
};

function convert(folder: string): readonly SenzingRecord[] {
  const clusters = clustersIn(readFileSync(join(folder, 'actual_truthset_key.csv'), 'utf8'));
  return sources.flatMap((source) =>
    readFileSync(join(folder, `${source}.jsonl`), 'utf8')
      .trim()
      .split('\n')
      .map((line) => converted(record.parse(JSON.parse(line)), clusters)),
  );
}

/** `TEST_GROUP,CLUSTER_ID,DATA_SOURCE,RECORD_ID` */
function clustersIn(csv: string): ReadonlyMap<string, string> {
  const rows = csv.trim().split(/\r?\n/).slice(1);
  return new Map(
    rows.map((row) => {
      const [, cluster = '', source, id] = row.split(',');
      return [`${source} ${id}`, cluster] as const;
    }),
  );
}

function converted(
  { DATA_SOURCE: source, RECORD_ID: id, FEATURES: features }: z.infer<typeof record>,
  clusters: ReadonlyMap<string, string>,
): SenzingRecord {
  const cluster = clusters.get(`${source} ${id}`);
  if (cluster === undefined) throw new Error(`the key has no cluster for ${source} ${id}`);
  const valueOf = (name: string) => features.find((one) => one[name] !== undefined)?.[name]?.trim();
  const documentOf = (number: string, place: string) => {
    const document = features.find((one) => one[number] !== undefined);
    const where = document?.[place]?.trim() ?? '';
    return document?.[number] === undefined
      ? undefined
      : [places[where] ?? where, document[number]].filter(Boolean).join(':');
  };
  const name =
    valueOf('NAME_FULL') ??
    valueOf('NAME_ORG') ??
    ([valueOf('NAME_FIRST'), valueOf('NAME_LAST')].filter(Boolean).join(' ') || undefined);
  const members = {
    name,
    phone: valueOf('PHONE_NUMBER'),
    email: /[^\s<>]+@[^\s<>]+/.exec(valueOf('EMAIL_ADDRESS') ?? '')?.[0],
    ssn: wholeSsn(valueOf('SSN_NUMBER')),
    passport: documentOf('PASSPORT_NUMBER', 'PASSPORT_COUNTRY'),
    licence: documentOf('DRIVERS_LICENSE_NUMBER', 'DRIVERS_LICENSE_STATE'),
    nationalId: documentOf('NATIONAL_ID_NUMBER', 'NATIONAL_ID_COUNTRY'),
    taxId: documentOf('TAX_ID_NUMBER', 'TAX_ID_COUNTRY'),
    lei: valueOf('LEI_NUMBER'),
  };
  const known = Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
  return { source, id, cluster, ...known };
}

/** Its last four digits are many people's. */
function wholeSsn(text: string | undefined): string | undefined {
  const digits = text?.replaceAll('-', '');
  return digits?.length === 9 ? digits : undefined;
}

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('usage: node bench/truth/senzing/convert.ts <truth-sets>/truthsets/demo');
const target = new URL('records.jsonl', import.meta.url);
writeFileSync(
  target,
  convert(folder)
    .map((one) => `${JSON.stringify(one)}\n`)
    .join(''),
);
