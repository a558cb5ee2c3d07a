import { readFileSync } from 'node:fs';
import * as z from 'zod/mini';

const text = z.optional(z.string());

/** A record of Senzing's truth set; a document's number has its country or state before it, as `US:10251111`. */
const senzingRecord = z.strictObject({
  source: z.string(),
  id: z.string(),
  /** Records of one cluster are one person or organisation. */
  cluster: z.string(),
  name: text,
  phone: text,
  email: text,
  ssn: text,
  passport: text,
  licence: text,
  nationalId: text,
  taxId: text,
  lei: text,
});
export type SenzingRecord = z.infer<typeof senzingRecord>;

export function senzingRecords(): readonly SenzingRecord[] {
  const lines = readFileSync(new URL('records.jsonl', import.meta.url), 'utf8')
    .trim()
    .split('\n');
  return lines.map((line) => senzingRecord.parse(JSON.parse(line)));
}
