import { type Command, Option } from 'commander';
import type { DeadLetterSelection } from '../../operations/dead-letters.ts';
import { CommandError } from '../command-error.ts';
import { readSpan } from '../time-option.ts';

/** Which letters are meant, as typed. */
export interface SelectionOptions {
  readonly group: readonly string[];
  readonly queue?: 'events' | 'inlet';
  readonly reason?: string;
  readonly connection?: string;
  readonly type?: string;
  readonly since?: string;
  readonly until?: string;
  readonly privacy: boolean;
  readonly all: boolean;
}

/** @param allHelp what `--all` means; without it nothing typed means all */
export function selectionOptions(command: Command, allHelp?: string): Command {
  command
    .option('--group <id>', 'those of one cause, as list shows it; may be given several times', collect, [])
    .addOption(new Option('--queue <queue>', 'those of one queue').choices(['events', 'inlet']))
    .option('--reason <code>', 'those of one reason')
    .option('--connection <name>', 'those of one connection')
    .option('--type <type>', 'those of one type of event')
    .option('--since <time>', 'first seen then or later: 2h, 7d, 2026-03-01, or a time with its offset')
    .option('--until <time>', 'first seen before')
    .option('--privacy', 'privacy requests too, which are left out otherwise', false);
  return allHelp === undefined ? command : command.option('--all', allHelp, false);
}

/** @throws CommandError */
export function readSelection(
  ids: readonly string[],
  options: Partial<SelectionOptions>,
  now: number,
): DeadLetterSelection {
  const { group = [], queue, reason, connection, type, since, until, privacy } = options;
  return {
    ...(ids.length > 0 && { ids: [...ids] }),
    ...(group.length > 0 && { groups: [...group] }),
    ...(queue !== undefined && { queue }),
    ...(reason !== undefined && { reason }),
    ...(connection !== undefined && { connection }),
    ...(type !== undefined && { type }),
    ...readSpan({ since, until }, now),
    ...(privacy && { privacy }),
  };
}

/** A choice of what is acted on: all letters have to be asked for. @throws CommandError */
export function readChoice(
  ids: readonly string[],
  options: Partial<SelectionOptions>,
  now: number,
): DeadLetterSelection {
  const selection = readSelection(ids, options, now);
  const { privacy: _, ...narrowed } = selection;
  if (Object.keys(narrowed).length === 0 && !options.all) {
    throw new CommandError({
      en: 'which ones? Give ids, --group, --reason, --connection, --type, --since or --until; or --all',
      zh: '选择哪些？给出 ID、--group、--reason、--connection、--type、--since 或 --until；或 --all',
    });
  }
  return selection;
}

/** The same as a query. */
export function selectionQuery({ ids = [], groups = [], privacy, ...rest }: DeadLetterSelection): URLSearchParams {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(rest)) if (value !== undefined) query.set(name, value);
  for (const id of ids) query.append('ids', id);
  for (const group of groups) query.append('groups', group);
  if (privacy) query.append('privacy', 'true');
  return query;
}

function collect(value: string, list: readonly string[]): readonly string[] {
  return [...list, value];
}
