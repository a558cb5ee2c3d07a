export const DEFAULT_DATA = '.guiyi';

/** A command to type next: with the folder of the state, where it is not the usual one. */
export function hint(command: string, data: string): string {
  return `npx guiyi ${command}${data === DEFAULT_DATA ? '' : ` --data ${quoted(data)}`}`;
}

/** How the process is started that has this state. */
export function startHint(data: string): string {
  return `npm start${data === DEFAULT_DATA ? '' : ` -- --data ${quoted(data)}`}`;
}

function quoted(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
