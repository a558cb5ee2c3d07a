import type { Json } from '../json/lossless.ts';

/** What a platform said, before it is put into an envelope. */
export interface SourceEvent {
  /** The parts that make this event this event; they become the envelope's id. Signed material, or its hash. */
  readonly idParts: readonly string[];
  readonly type: string;
  readonly subject?: string;
  readonly partitionKey?: string;
  /** RFC 3339; absent where the platform does not say when it happened. */
  readonly time?: string;
  readonly data: Json;
  /** `data` as JSON text where the platform's own says the same: it need not be written again. */
  readonly dataText?: string;
}
