import type { Envelope } from '../../functions/shared/envelope/envelope.ts';
import type { JsonObject } from '../../functions/shared/json/lossless.ts';

/** What a file may be read as. */
export const backfillFormats = ['brand-events', 'shopify', 'woocommerce'] as const;
export type BackfillFormat = (typeof backfillFormats)[number];

/** A row of a file: the cells of a CSV by their column, or the object of a line of JSON. */
export type FileRow =
  | { readonly line: number; readonly cells: ReadonlyMap<string, string> }
  | { readonly line: number; readonly object: JsonObject; readonly text: string }
  | ({ readonly line: number } & { readonly unreadable: string });

/** Why a row is no event, for whoever mends the file. */
export interface BadRow {
  readonly reason: BadRowReason;
  /** Of a CSV, or the member of an object; empty for the whole row. */
  readonly column: string;
  readonly masked: string;
  readonly detail: string;
}

export type BadRowReason =
  | 'row-unreadable'
  | 'id-missing'
  | 'kind-unknown'
  | 'time-missing'
  | 'time-malformed'
  | 'time-without-offset'
  | 'time-in-the-future'
  | 'type-not-taken'
  | 'not-of-this-format';

export type Converted =
  | { readonly outcome: 'event'; readonly envelope: Envelope; readonly dataText?: string | undefined }
  /** It goes on with the row before: a further line of an order. */
  | { readonly outcome: 'part' }
  | ({ readonly outcome: 'bad' } & BadRow);

/** A bad row. @param value as it stands there */
export function bad(reason: BadRowReason, column: string, detail: string, value = ''): Converted {
  return { outcome: 'bad', reason, column, masked: maskCell(value), detail };
}

/** Of a short text the length alone, of a longer one its ends: enough to find it, too little to know it. */
function maskCell(value: string): string {
  const letters = Array.from(value.trim());
  if (letters.length === 0) return '';
  return letters.length < 8 ? '****' : `${letters[0] ?? ''}****${letters.at(-1) ?? ''}`;
}
