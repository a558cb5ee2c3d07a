import type { DeliveryClient } from '../../functions/shared/cdp/delivery-client.ts';
import type { IdentityPair } from '../../functions/shared/cdp/contract.ts';
import type { GuiyiConfig } from '../../functions/shared/config/define-config.ts';
import type { Envelope } from '../../functions/shared/envelope/envelope.ts';
import type { Ledger } from '../../functions/shared/ports/ports.ts';
import type { CaseOperations } from '../cases.ts';
import type { EventOperations } from '../events.ts';
import type { UndoEvidence } from './divide.ts';

/** The calls that a separation makes. */
export type UndoCdp = Pick<
  DeliveryClient,
  | 'customerInfo'
  | 'getGroupsByCustomerId'
  | 'getCustomerIdByIdentityList'
  | 'createCustomerByIdentity'
  | 'customerAddGroups'
  | 'customerDeleteGroups'
>;

/** A merge that the sandbox has written down. */
export interface RecordedMerge {
  readonly sequence: number;
  readonly loser: string;
  readonly movedIdentities: readonly IdentityPair[];
}

type Done = { readonly ok: true } | { readonly ok: false; readonly error: string };

/** What only the sandbox can do. */
export interface UndoSandbox {
  /** Merges into the customer that stand, the oldest first. */
  mergesInto(customer: string): Promise<readonly RecordedMerge[]>;
  undo(sequence: number): Promise<Done>;
  /** Whether nothing that has happened since contradicts it. */
  canUndo(sequence: number): Promise<boolean>;
  release(customer: string, identities: readonly IdentityPair[]): Promise<Done>;
}

/** What a separation is made with, on one machine and on a stage alike. */
export interface UndoPorts {
  readonly config: GuiyiConfig;
  readonly ledger: Ledger;
  readonly clock: () => number;
  readonly hashKey: () => Promise<string>;
  readonly cdp: () => UndoCdp;
  /** Undefined where the CDP is a tenant. */
  readonly sandbox?: UndoSandbox | undefined;
  readonly cases: Pick<CaseOperations, 'get'>;
  readonly events: Pick<EventOperations, 'get'>;
  /** Puts an event into the queue that delivery reads. */
  readonly send: (event: Envelope) => Promise<void>;
  /** The kept events that led to these customers or name these identities of theirs. */
  readonly evidence: (wanted: {
    readonly customers: readonly string[];
    readonly identities: readonly IdentityPair[];
  }) => Promise<readonly UndoEvidence[]>;
}
