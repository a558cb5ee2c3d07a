import type { Command } from 'commander';
import type { Lazily } from '../lazily.ts';

/** `guiyi undo …`: a customer who is two people. */
export function addUndoCommands(undo: Command, operating: (command: Command) => Command, lazily: Lazily): void {
  const choosing = (command: Command) =>
    operating(command)
      .argument('<customer>', 'their id in the CDP, an id that has become part of it, or a case about them')
      .option('--from <customer>', 'whom to separate, by the id that they had, where several have become part of it')
      .option('--move <key...>', 'identities that are the other person’s, by the keys that the plan shows')
      .option('--keep <key...>', 'identities that are not')
      .option('--step-by-step', 'divide the identities one by one, also in the sandbox', false)
      .option('--json', 'as JSON', false);

  choosing(undo.command('plan'))
    .description(
      'Who gets which identities, groups and fields, by which calls, and what no call can undo. Changes nothing.',
    )
    .action(lazily(async () => (await import('./plan.ts')).showUndoPlan));

  choosing(undo.command('carry-out'))
    .description('Carry the plan out, step by step; afterwards no event makes the two one again.')
    .option('--plan <plan>', 'only if it is still this plan')
    .requiredOption('--note <text>', 'the reason, for the record; without personal data')
    .option('--by <name>', 'who decides (default: the user of this machine)')
    .option('--yes', 'do not ask before each step', false)
    .action(lazily(async () => (await import('./carry-out.ts')).carryOutUndo));
}
