import { existsSync } from 'node:fs';
import type { Stage } from './stage.ts';

/** The configuration of a stage: what was chosen; else its own file, as `guiyi.prod.config.ts`; else `guiyi.config.ts`. */
export function configOf({ name }: Stage, chosen: string | undefined): string {
  const own = `guiyi.${name}.config.ts`;
  return chosen ?? (existsSync(own) ? own : 'guiyi.config.ts');
}
