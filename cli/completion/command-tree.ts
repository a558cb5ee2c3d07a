import type { Command, Option } from 'commander';

/** A command as the shells complete it. */
export interface CommandWords {
  /** Words from the program on, each with a space before it: ` dead redrive`; empty for the program itself. */
  readonly path: string;
  /** Subcommands and options, with what they are. */
  readonly words: readonly Word[];
  /** What may stand behind an option, or as the argument. */
  readonly values: readonly Values[];
}

export interface Word {
  readonly text: string;
  readonly means: string;
}

export interface Values {
  /** An option; empty for the argument. */
  readonly after: string;
  /** Empty for the name of a file or folder. */
  readonly choices: readonly string[];
}

const FILES = /^(?:file|folder)\b|\b(?:file|folder)>$/;

/** Every command of a program. */
export function commandTree(program: Command, path = ''): readonly CommandWords[] {
  const shown = program.createHelp().visibleCommands(program);
  const options = program.createHelp().visibleOptions(program);
  const subcommands = shown.map((command) => ({ text: command.name(), means: firstSentence(command.description()) }));
  const flags = options.flatMap((option) => {
    const text = option.long ?? option.short;
    return text === undefined ? [] : [{ text, means: firstSentence(option.description) }];
  });
  const argumentChoices = program.registeredArguments.flatMap(({ argChoices = [] }) => argChoices);
  const choices = argumentChoices.map((text) => ({ text, means: '' }));
  const values = options.flatMap((option) => valuesOf(option));
  const takesFile = program.registeredArguments.some((argument) => FILES.test(argument.name()));
  const own: CommandWords = {
    path,
    words: [...subcommands, ...choices, ...flags],
    values: takesFile ? [...values, { after: '', choices: [] }] : values,
  };
  return [own, ...shown.flatMap((command) => commandTree(command, `${path} ${command.name()}`))];
}

function valuesOf({ long, flags, argChoices, required, optional }: Option): readonly Values[] {
  if (long === undefined || !(required || optional)) return [];
  if (argChoices) return [{ after: long, choices: argChoices }];
  return FILES.test(/<([^>]*)>/.exec(flags)?.[1] ?? '') ? [{ after: long, choices: [] }] : [];
}

function firstSentence(text: string): string {
  return (text.split(/[.:;\n]/)[0] ?? '').replaceAll(/['"`\\$]/g, '').trim();
}
