import { useMutation, useQueryClient } from '@tanstack/react-query';
import * as z from 'zod/mini';
import { planProgress, type PlanProgress } from '../../../operations/plans.ts';
import { ask } from '../api/client.ts';

/** So many in one turn: between two turns the page shows how far it has come, and may be left. */
const TURN = 50;
const planned = z.object({ plan: z.string(), count: z.number(), privacyLeftOut: z.optional(z.number()) });

interface PlanRequest {
  /** `/api/dead-letters` or `/api/quarantine` */
  readonly path: string;
  readonly action: string;
  readonly select: object;
  readonly by?: string;
  readonly why?: string;
}

/** Makes a plan of exactly what is chosen, and runs it turn by turn. */
export function usePlan(onProgress: (progress: PlanProgress) => void) {
  const client = useQueryClient();
  const plan = useMutation({
    mutationFn: ({ path, ...request }: PlanRequest) => ask(planned, `${path}/plans`, request),
  });
  const run = useMutation({
    async mutationFn({ path, id }: { readonly path: string; readonly id: string }) {
      let progress: PlanProgress;
      do {
        progress = await ask(planProgress, `${path}/plans/${id}/run`, { max: TURN });
        onProgress(progress);
      } while (progress.remaining > 0 && progress.done + progress.gone > 0);
      return progress;
    },
    onSettled: () => client.invalidateQueries(),
  });
  return { plan, run };
}
