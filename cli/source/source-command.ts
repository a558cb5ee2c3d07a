import { type Command, Option } from 'commander';
import type { Lazily } from '../lazily.ts';

/** `guiyi source …`: a first version, and what it makes of captured events. */
export function addSourceCommands(source: Command, lazily: Lazily): void {
  const reading = (command: Command) =>
    command
      .argument('<connection>', 'a connection of the configuration')
      .argument(
        '<file...>',
        'captured events: a raw body with `# name: value` lines before it, JSON {"headers", "body"}, or an envelope',
      )
      .option('--config <file>', 'configuration', 'guiyi.config.ts')
      .option('--json', 'as JSON', false);

  reading(source.command('preview'))
    .description(
      'What each payload becomes, masked. If a path of the mapping matches nothing in any file, the exit code is 4.',
    )
    .action(lazily(async () => (await import('./preview.ts')).previewSource));

  reading(source.command('accept'))
    .description('Write the events with invented values, and what they become, as tests of that connection.')
    .option('--out <folder>', 'where the tests are', 'test/golden')
    .option('--force', 'even if a path of the mapping matches nothing in the files', false)
    .action(lazily(async () => (await import('./accept.ts')).acceptSource));

  source
    .command('new')
    .argument('<name>', 'of its folder and in configurations, as tea-house')
    .description('Write a first version of a source: its folder, its test and its page. Asks for what no option says.')
    .option('--title <title>', 'what people call it (default: the name in capitals)')
    .option('--signature-header <header>', 'the header that has the signature')
    .addOption(
      new Option('--algorithm <algorithm>', 'of the HMAC').choices(['sha1', 'sha256', 'sha512']).default('sha256'),
    )
    .addOption(new Option('--encoding <encoding>', 'of the signature').choices(['hex', 'base64']).default('hex'))
    .option('--prefix <text>', 'what stands before the signature', '')
    .option('--type-header <header>', 'the header that names the event')
    .option('--type-path <path>', 'the path in the body that names the event')
    .option('--event <type>', 'the first event that is taken')
    .action(lazily(async () => (await import('./new.ts')).newSource));
}
