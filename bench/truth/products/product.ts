import type { EventLine, Fields, Identity } from '../statement.ts';

/** What a product has made of one history at its end. */
export interface ProductResult {
  /**
   * Event id to customer, merges followed to the end. An event that has none is absent; one whose customer was deleted names a
   * customer that is not listed.
   */
  readonly placements: ReadonlyMap<string, string>;
  /** Those that are there at the end. */
  readonly customers: readonly ProductCustomer[];
  readonly cases: readonly ProductCase[];
  /** Events that the product has given up. */
  readonly deadLetters: number;
}

export interface ProductCustomer {
  readonly id: string;
  readonly identities: readonly Identity[];
  readonly fields: Fields;
}

/** A question for a person to decide. */
export interface ProductCase {
  readonly type: string;
  /** Ids of the events that show it. */
  readonly events: readonly string[];
  /** Key of the identity that it is about, where the product says it. */
  readonly identity?: string;
}

export interface Product {
  readonly name: string;
  /** Takes the events of one history in the order of arrival, from an empty store. */
  run(lines: readonly EventLine[]): Promise<ProductResult>;
}
