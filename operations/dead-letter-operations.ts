import type {
  ExportPage,
  DeadLetterGroups,
  DeadLetterList,
  DeadLetterSelection,
  LetterEdit,
  WholeDeadLetter,
} from './dead-letters.ts';
import type { Objection } from './objection.ts';
import type { DeadLetterPlan, PlanProgress, PlanRequest } from './plans.ts';
import type { Asker } from './reveals.ts';

export interface DeadLetterPage {
  readonly limit?: number;
  /** Those after this letter. */
  readonly after?: string;
}

/** What could not be delivered, and what may be done about it. */
export interface DeadLetterOperations {
  groups(selection: DeadLetterSelection): Promise<DeadLetterGroups>;
  list(selection: DeadLetterSelection, page?: DeadLetterPage): Promise<DeadLetterList>;
  /** @param asker sees what came in clear */
  get(id: string, asker?: Asker): Promise<WholeDeadLetter | Objection>;
  /** Puts another body in the place of a letter's, which is recorded with who did it and why; a redrive sends it. */
  edit(id: string, edit: LetterEdit): Promise<WholeDeadLetter | Objection>;
  /** A plan of exactly these letters, of which nothing is done yet. */
  plan(request: PlanRequest): Promise<DeadLetterPlan | Objection>;
  progress(plan: string): Promise<PlanProgress | Objection>;
  /** Carries a plan out, at most `max` letters in this turn. */
  run(plan: string, max: number): Promise<PlanProgress | Objection>;
  /** Letters whole and in clear, and noted as exported: what was not is not discarded. */
  export(selection: DeadLetterSelection, after?: string): Promise<ExportPage | Objection>;
}
