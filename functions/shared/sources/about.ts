import type { JsonObject } from '../json/lossless.ts';
import type { Finding } from './finding.ts';

/**
 * What people want to know of a platform: the table of sources and `guiyi doctor` are made of it. It stands beside the receiver in
 * `receive.ts` as a constant of its own, so that no function carries it.
 */
export interface About<Options> {
  readonly name: string;
  /** How its events come; default: `webhook or inlet`. */
  readonly transport?: SourceTransport;
  /** What proves that an event is the platform's own. */
  readonly authentication: string;
  /**
   * `confirmed`: by the platform's own documents, and by published vectors where there are any. `partly`: what is not
   * confirmed is behind an option that is off, or left out. `unconfirmed`: how it is signed is not known for certain.
   */
  readonly confidence: 'confirmed' | 'partly' | 'unconfirmed';
  /** Which part is not confirmed. */
  readonly doubt?: string;
  /** Event types, where no sample lists them. */
  readonly events?: readonly string[];
  /** Pure. What the schema of the options cannot say. */
  readonly warnings?: (options: Options) => readonly Finding[];
  /** Pure. One live secret, whether its schema takes it or not. @param now Unix ms */
  readonly checkSecret?: (secret: JsonObject, options: Options, now: number) => readonly Finding[];
}

export type SourceTransport = 'webhook' | 'inlet' | 'webhook or inlet';
