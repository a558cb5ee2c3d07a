import type { CommandWords, Values } from './command-tree.ts';

export const shells = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof shells)[number];

/** A script that a shell reads once; it asks nobody when it completes. */
export function completionScript(shell: Shell, tree: readonly CommandWords[]): string {
  return writers[shell](tree.filter(({ words }) => words.length > 0));
}

const writers: Readonly<Record<Shell, (tree: readonly CommandWords[]) => string>> = {
  bash: (tree) => `# guiyi completion bash
_guiyi() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]} at='' i
  for ((i = 1; i < COMP_CWORD; i++)); do
    case "$at \${COMP_WORDS[i]}" in
      ${pathPattern(tree)}) at="$at \${COMP_WORDS[i]}" ;;
    esac
  done
  COMPREPLY=()
  case "$at|$prev" in
${eachValue(tree, (pattern, { choices }) => `    ${pattern}) COMPREPLY=($(compgen ${choices.length === 0 ? '-f' : `-W '${choices.join(' ')}'`} -- "$cur")); return ;;`)}
  esac
  case "$at" in
${tree.map(({ path, words, values }) => `    '${path}') COMPREPLY=($(compgen ${takesFile(values) ? '-f ' : ''}-W '${words.map(({ text }) => text).join(' ')}' -- "$cur")) ;;`).join('\n')}
  esac
}
complete -o filenames -F _guiyi guiyi
`,
  zsh: (tree) => `#compdef guiyi
# guiyi completion zsh
_guiyi() {
  local prev=\${words[CURRENT-1]} at='' i
  for ((i = 2; i < CURRENT; i++)); do
    case "$at \${words[i]}" in
      (${pathPattern(tree)}) at="$at \${words[i]}" ;;
    esac
  done
  case "$at|$prev" in
${eachValue(tree, (pattern, { choices }) => `    (${pattern}) ${choices.length === 0 ? '_files' : `compadd -- ${choices.join(' ')}`}; return ;;`)}
  esac
  local -a choices
  case "$at" in
${tree.map(({ path, words, values }) => `    ('${path}') choices=(${words.map(({ text, means }) => `'${text}:${means.replaceAll(':', ' ')}'`).join(' ')})${takesFile(values) ? '; _files' : ''} ;;`).join('\n')}
  esac
  _describe 'guiyi' choices
}
compdef _guiyi guiyi
`,
  fish: (tree) => `# guiyi completion fish
function __guiyi_at
  set -l at ''
  for word in (commandline -opc)[2..-1]
    switch "$at $word"
      case ${tree.flatMap(({ path }) => (path === '' ? [] : [`'${path}'`])).join(' ')}
        set at "$at $word"
    end
  end
  test "$at" = "$argv[1]"
end
complete -c guiyi -f
${tree.flatMap(fishLines).join('\n')}
`,
};

function fishLines({ path, words, values }: CommandWords): readonly string[] {
  const at = `complete -c guiyi -n "__guiyi_at '${path}'"`;
  const lines = words.map(({ text, means }) => {
    const option = values.find(({ after }) => after === text);
    const value =
      option === undefined ? '' : option.choices.length === 0 ? ' -rF' : ` -xa '${option.choices.join(' ')}'`;
    const what = text.startsWith('--') ? `-l ${text.slice(2)}${value}` : `-a ${text}`;
    return `${at} ${what} -d '${means}'`;
  });
  return takesFile(values) ? [...lines, `${at} -F`] : lines;
}

function takesFile(values: readonly Values[]): boolean {
  return values.some(({ after }) => after === '');
}

function pathPattern(tree: readonly CommandWords[]): string {
  return tree.flatMap(({ path }) => (path === '' ? [] : [`'${path}'`])).join('|');
}

function eachValue(tree: readonly CommandWords[], line: (pattern: string, values: Values) => string): string {
  const all = tree.flatMap(({ path, values }) =>
    values.flatMap((one) => (one.after === '' ? [] : [line(`'${path}|${one.after}'`, one)])),
  );
  return all.join('\n');
}
