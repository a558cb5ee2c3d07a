import type { Where } from './where.ts';

export const DEFAULT_DATA = '.guiyi';

/** A command to type next: with the stage as it was given, or the folder of the state where it is not the usual one. */
export function hint(command: string, where: string | Where): string {
  const { data, stack, region, config }: Where = typeof where === 'string' ? { data: where } : where;
  if (stack !== undefined) {
    const of = config === undefined ? '' : ` --config ${quoted(config)}`;
    return `npx guiyi ${command} --stack ${stack}${region === undefined ? '' : ` --region ${region}`}${of}`;
  }
  return `npx guiyi ${command}${data === DEFAULT_DATA ? '' : ` --data ${quoted(data)}`}`;
}

/** How the process is started that has this state. */
export function startHint(data: string): string {
  return `npm start${data === DEFAULT_DATA ? '' : ` -- --data ${quoted(data)}`}`;
}

function quoted(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
