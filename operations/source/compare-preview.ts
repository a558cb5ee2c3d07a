import type { FieldPreview, SourcePreview } from '../console/source-preview.ts';
import type { MaskedOutcome } from './masked-outcome.ts';

/** What was made of a value of an event. */
interface FromField {
  readonly kind: string;
  readonly field: string;
  /** Masked. */
  readonly example: string;
  readonly isTaken: boolean;
}

/** An event that was delivered once, and what the mapping makes of it now. */
export interface PreviewedEvent {
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly before: readonly FromField[];
  readonly now: readonly MaskedOutcome[];
}

/** What the mapping takes now beside what was taken when the events were delivered. */
export function comparePreview(
  events: readonly PreviewedEvent[],
): Pick<SourcePreview, 'looked' | 'fields' | 'differing'> {
  const fields = new Map<string, FieldPreview>();
  const count = ({ kind, field, example, isTaken }: FromField, when: 'before' | 'now') => {
    const plain = field.replaceAll(/\[\d+\]/g, '[]');
    const none = { taken: 0, discarded: 0 };
    const known = fields.get(`${plain} ${kind}`) ?? { field: plain, kind, before: none, now: none, example };
    const what = isTaken ? 'taken' : 'discarded';
    fields.set(`${plain} ${kind}`, { ...known, [when]: { ...known[when], [what]: known[when][what] + 1 } });
  };
  for (const { before, now } of events) {
    for (const one of before) count(one, 'before');
    for (const one of now.flatMap(fromFields)) count(one, 'now');
  }
  return {
    looked: events.length,
    fields: [...fields.values()].toSorted((one, other) => (one.field < other.field ? -1 : 1)),
    differing: events.flatMap(({ id, source, type, before, now }) => {
      const [was, is] = [lineOf(before), lineOf(now.flatMap(fromFields))];
      return was === is ? [] : [{ id, source, type, before: was, now: is }];
    }),
  };
}

function fromFields({ identities, discarded }: MaskedOutcome): FromField[] {
  return [
    ...identities.map(({ kind, field, value }) => ({ kind, field, example: value, isTaken: true })),
    ...discarded.map(({ kind, field, masked }) => ({ kind, field, example: masked, isTaken: false })),
  ];
}

/** `email customer.email, mobile customer.phone (discarded)` */
function lineOf(found: readonly FromField[]): string {
  const lines = found.map(({ kind, field, isTaken }) => `${kind} ${field}${isTaken ? '' : ' (discarded)'}`);
  return [...new Set(lines)].toSorted().join(', ');
}
