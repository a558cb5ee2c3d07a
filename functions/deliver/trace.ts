import type { CaseObservation } from '../shared/cases/case.ts';
import type { CustomerId } from '../shared/cdp/ids.ts';
import type { PlannedCall } from '../shared/change/plan.ts';
import type { Asked } from '../shared/enrichment/enrich.ts';
import type { Envelope } from '../shared/envelope/envelope.ts';
import type { Identity } from '../shared/identity/identity.ts';
import { mask } from '../shared/identity/mask.ts';
import type { DiscardedValue, DiscardReason } from '../shared/identity/discarded-value.ts';

/** One call that was made, for whoever wants to know what happened. */
export interface CallRecord {
  readonly call: PlannedCall['call'] | 'getCustomerIdByIdentityList' | 'customerInfo' | 'singleDelete';
  readonly request: unknown;
  readonly answer: unknown;
  /** The sandbox's own reasons; a tenant gives none. */
  readonly explanation?: Readonly<Record<string, string>>;
}

/** Why a contact was not linked to the event's customer. */
export type WithheldBecause =
  | 'owned-by-another' // another customer has it, who by their ids can only be another person, or nothing says that they are one
  | 'typed-by-another' // another customer has typed it, and nothing independent agrees
  | 'released' // it has left the customer who has it in the CDP
  | 'may-have-moved' // the customer who has it proved it too long ago
  | 'unknown-age' // nobody knows when the customer who has it proved it
  | 'never-one' // the configuration, or what a person has decided, keeps the two apart
  | 'customer-has-another'; // nobody has it, and this customer keeps the one they have

export interface Withheld extends Identity {
  readonly because: WithheldBecause;
}

/** What was made of one event so far. Holds personal data: never log it whole. */
export interface TraceRecord {
  readonly identities: readonly Identity[];
  /** Contacts that were not linked to the event's customer. */
  readonly withheld: readonly Withheld[];
  /** Values that were offered and are no identity. */
  readonly discarded: readonly DiscardedValue[];
  /** What the platform's own API was asked about the person. */
  readonly asked: readonly Asked[];
  /** What a person should look at. */
  readonly cases: readonly CaseObservation[];
  readonly calls: readonly CallRecord[];
  readonly customers: readonly CustomerId[];
  /** The event says the person's name, and it is one that tells people apart. */
  readonly isNamed: boolean;
  readonly salt?: string | undefined;
}

/** Takes down what happens to one event, step by step. */
export class Trace implements TraceRecord {
  readonly identities: Identity[] = [];
  readonly withheld: Withheld[] = [];
  readonly discarded: DiscardedValue[] = [];
  readonly asked: Asked[] = [];
  readonly cases: CaseObservation[] = [];
  readonly calls: CallRecord[] = [];
  readonly customers: CustomerId[] = [];
  isNamed = false;
  /** The change that is being applied asks to forget somebody. */
  isErasing = false;
  /** Under which the subject's messages are sealed; undefined where none may be kept. */
  salt: string | undefined;
  readonly #event: Envelope;

  constructor(event: Envelope) {
    this.#event = event;
  }

  /** An identity that the event gives, with the event and the platform that it comes from. */
  identity(identity: Identity): void {
    this.identities.push(this.#stamped(identity));
  }

  withhold(identity: Identity, because: WithheldBecause): void {
    this.withheld.push({ ...this.#stamped(identity), because });
  }

  /** A value that is no identity of this person. */
  discard({ kind, value, evidence }: Identity, reason: DiscardReason): void {
    this.discarded.push({ kind, field: evidence.field, reason, masked: mask(kind, value) });
  }

  call(record: CallRecord): void {
    this.calls.push(record);
  }

  #stamped(identity: Identity): Identity {
    const platform = this.#event.source.split('/')[1] ?? '';
    return { ...identity, evidence: { ...identity.evidence, platform, event: this.#event.id } };
  }
}
