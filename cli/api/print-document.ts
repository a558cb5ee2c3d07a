import { apiDocument } from '../../operations/http/api-document.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Terminal } from '../terminal.ts';
import { ownVersion } from '../../operations/own-version.ts';

/** Prints the local API as OpenAPI. */
export async function printApiDocument({ stdout }: Terminal): Promise<number> {
  stdout.write(`${JSON.stringify(apiDocument(ownVersion()), undefined, 2)}\n`);
  return exitCodes.done;
}
