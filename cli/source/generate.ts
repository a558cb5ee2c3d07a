import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type PlatformFolder, registriesOf } from './registries.ts';

const root = dirname(dirname(import.meta.dirname));
export const generatedFolder = join(root, 'functions/shared/sources/generated');
const platforms = join(root, 'functions/shared/sources/platforms');

/** The folders of the platforms, as they are. */
export function platformFolders(folder: string = platforms): readonly PlatformFolder[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => ({ name, isEnriched: existsSync(join(folder, name, 'enrich.ts')) }));
}

/** Writes the registries anew. */
export function generate(): void {
  mkdirSync(generatedFolder, { recursive: true });
  for (const [file, text] of Object.entries(registriesOf(platformFolders()))) {
    writeFileSync(join(generatedFolder, file), text);
  }
}

if (import.meta.main) {
  generate();
  process.stdout.write('functions/shared/sources/generated written\n');
}
