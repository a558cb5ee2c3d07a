import type { Output, Terminal } from './terminal.ts';

/** Of what `--json` prints; it grows when a member goes or means something else, not when one is added. */
export const JSON_VERSION = 1;

/**
 * A terminal whose standard output says with each JSON document in which form it is: `{"version":1, …}`, and of a list
 * `{"version":1,"items":[…]}`. A command writes each document at once.
 */
export function withJsonVersion(terminal: Terminal): Terminal {
  const { stdin, stdout, stderr, env } = terminal;
  const versioned = new Proxy(stdout, {
    get(target, name): unknown {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function') return member;
      if (name !== 'write') return member.bind(target) as unknown;
      return (text: unknown, ...more: readonly unknown[]): unknown =>
        Reflect.apply(member, target, [typeof text === 'string' ? versionedText(text) : text, ...more]);
    },
  }) satisfies Output;
  return {
    stdin,
    stdout: versioned,
    stderr,
    env,
    on: (signal, listener) => terminal.on(signal, listener),
    off: (signal, listener) => terminal.off(signal, listener),
  };
}

function versionedText(text: string): string {
  const version = `{"version":${JSON_VERSION}`;
  if (text.startsWith('[')) return `${version},"items":${text.trimEnd()}}\n`;
  if (!text.startsWith('{')) return text;
  const rest = text.slice(1);
  return rest.trimStart().startsWith('}') ? version + rest : `${version},${rest}`;
}
