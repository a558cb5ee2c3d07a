import { type Command, InvalidArgumentError } from 'commander';
import { DEFAULT_DATA } from './hint.ts';

/** Gives a command the options of a kind. */
export type WithOptions = (command: Command) => Command;

/** The values of an option that may stand several times. */
export function collect(value: string, list: readonly string[]): readonly string[] {
  return [...list, value];
}

/** A number from 1. */
export function count(value: string): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1) throw new InvalidArgumentError('takes a number from 1.');
  return number;
}

/** An address that requests can be sent to. */
function webAddress(value: string): string {
  const url = URL.parse(value);
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:') {
    throw new InvalidArgumentError('takes an address that begins with http:// or https://.');
  }
  return value;
}

/** Of a running `npm start`. */
export const running: WithOptions = (command) =>
  command.option('--data <folder>', 'state of the running `npm start`, where its address and token are', DEFAULT_DATA);

/** Of an `npm start` or of a stage. */
export const operating: WithOptions = (command) => configured(elsewhere(command));

/** The same of a command that has a `--config` of its own. */
export const elsewhere: WithOptions = (command) =>
  running(command)
    .option('--stage, --stack <stage>', 'a stage on AWS instead, with your own AWS credentials: dev, prod …')
    .option('--region <region>', 'of the stage (default: that of the environment or the profile)');

const configured: WithOptions = (command) =>
  command.option(
    '--config <file>',
    'configuration of the stage (default: guiyi.<stage>.config.ts if there is one, else guiyi.config.ts)',
  );

/** Of an `npm start` to which requests are sent. */
export const sending: WithOptions = (command) =>
  running(command)
    .option(
      '--url <url>',
      'another front door to send to, a tunnel’s for instance (default: that of `npm start`)',
      webAddress,
    )
    .option('--config <file>', 'configuration', 'guiyi.config.ts')
    .option('--secrets <file>', 'secrets to sign with', 'local/demo-secrets.json');

/** Of a stage that is deployed from here. */
export const ofStage: WithOptions = (command) =>
  command
    .requiredOption('--stack, --stage <name>', 'the deployment: dev, prod …')
    .option('--region <region>', 'of AWS (default: that of the environment or the profile)')
    .option(
      '--config <file>',
      'configuration (default: guiyi.<stage>.config.ts if there is one, else guiyi.config.ts)',
    );
