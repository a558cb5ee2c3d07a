import { stripVTControlCharacters } from 'node:util';
import stringWidth from 'string-width';

const GAP = '  ';

/** Rows under a head, each column as wide as its widest cell; Chinese characters take two places. */
export function tableLines(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const cells = [head, ...rows].map((row) => row.map(printable));
  const widths = head.map((_, column) => Math.max(...cells.map((row) => stringWidth(row[column] ?? ''))));
  return cells.map((row) =>
    row
      .map((cell, column) => pad(cell, widths[column] ?? 0))
      .join(GAP)
      .trimEnd(),
  );
}

/** Two columns without a head. */
export function pairLines(pairs: readonly (readonly [string, string])[], indent = ''): readonly string[] {
  const width = Math.max(0, ...pairs.map(([name]) => stringWidth(name)));
  return pairs.map(([name, value]) => `${indent}${pad(printable(name), width)}${GAP}${printable(value)}`.trimEnd());
}

export function textWidthOf(lines: readonly string[]): number {
  return Math.max(0, ...lines.map((line) => stringWidth(line)));
}

function pad(cell: string, width: number): string {
  return cell + ' '.repeat(Math.max(0, width - stringWidth(cell)));
}

/** A nickname may hold anything, also what a terminal takes for a command. */
function printable(text: string): string {
  return stripVTControlCharacters(text).replaceAll(/\p{Cc}/gu, ' ');
}
