import { isReadable } from '../text/readable.ts';
import type { SourceEvent } from './source-event.ts';

/** Texts are mended; what an event is, and by whom it is ordered, is not: such an event is for an operator, as it came. */
export function hasReadableIds({ type, subject, partitionKey }: SourceEvent): boolean {
  return [type, subject, partitionKey].every((id) => id === undefined || isReadable(id));
}
