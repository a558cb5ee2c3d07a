import type { ExportPage, LetterGroups, LetterList, LetterSelection, WholeLetter } from './dead-letters.ts';
import type { Objection } from './objection.ts';
import type { LetterPlan, PlanProgress, PlanRequest } from './plans.ts';
import type { Asker } from './reveals.ts';

export interface LetterPage {
  readonly limit?: number;
  /** Those after this letter. */
  readonly after?: string;
}

/** What could not be delivered, and what may be done about it. */
export interface DeadLetterOperations {
  groups(selection: LetterSelection): Promise<LetterGroups>;
  list(selection: LetterSelection, page?: LetterPage): Promise<LetterList>;
  /** @param asker sees what came in clear */
  get(id: string, asker?: Asker): Promise<WholeLetter | Objection>;
  /** A plan of exactly these letters, of which nothing is done yet. */
  plan(request: PlanRequest): Promise<LetterPlan | Objection>;
  progress(plan: string): Promise<PlanProgress | Objection>;
  /** Carries a plan out, at most `max` letters in this turn. */
  run(plan: string, max: number): Promise<PlanProgress | Objection>;
  /** Letters whole and in clear, and noted as exported: what was not is not discarded. */
  export(selection: LetterSelection, after?: string): Promise<ExportPage | Objection>;
}
