import type { CaseOperations } from './cases.ts';
import type { CustomerOperations } from './customers.ts';
import type { DeliveryOperations } from './delivery.ts';
import type { EventOperations } from './events.ts';
import type { DeadLetterOperations } from './dead-letter-operations.ts';
import type { PrivacyOperations } from './privacy.ts';
import type { PrivacyRequests } from './privacy-requests.ts';
import type { QuarantineOperations } from './quarantine.ts';
import type { RevealOperations } from './reveals.ts';
import type { SuppressionOperations } from './suppressions.ts';
import type { UndoOperations } from './undo.ts';

/**
 * Everything that an operator can ask and do, of a running `npm start` or of a stage on AWS. Values of people are masked; who asks for
 * them in clear says who they are and why, and that is recorded before anything is shown.
 */
export interface Operations {
  readonly events: EventOperations;
  readonly deadLetters: DeadLetterOperations;
  readonly quarantine: QuarantineOperations;
  readonly cases: CaseOperations;
  readonly privacy: PrivacyOperations & PrivacyRequests;
  readonly suppressions: SuppressionOperations;
  readonly delivery: DeliveryOperations;
  readonly customers: CustomerOperations;
  readonly reveals: RevealOperations;
  readonly undo: UndoOperations;
}
