import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { truthLines } from './files/truth-file.ts';
import type { Options } from './options.ts';
import { standardSettings, writeHistory } from './write-history.ts';

/** Writes events and truth of each hazard into two files. @returns what was written, for people */
export function writeFiles(folder: string, { hazards, seeds, histories, settings }: Options): readonly string[] {
  mkdirSync(folder, { recursive: true });
  return hazards.flatMap((hazard) => {
    const written = seeds.flatMap((seed) =>
      Array.from({ length: histories }, (_, index) =>
        writeHistory(hazard, seed, index, settings[0] ?? standardSettings),
      ),
    );
    const events = written.flatMap(({ lines }) => lines.map((line) => JSON.stringify(line)));
    const truth = written.flatMap((one) => truthLines(one.truth));
    const write = (kind: string, lines: readonly string[]) => {
      const file = join(folder, `${hazard}.${kind}.jsonl`);
      writeFileSync(file, lines.map((line) => `${line}\n`).join(''));
      return `${file}: ${lines.length} lines`;
    };
    return [write('events', events), write('truth', truth)];
  });
}
