import type { RequestReading } from './connection.ts';

/** What to put into a file so that it can be read. */
export function howToCapture({ reason }: Pick<Extract<RequestReading, { ok: false }>, 'reason'>): string {
  switch (reason) {
    case 'type-missing':
      return 'Begin the file with the headers of the delivery, one `# name: value` a line.';
    case 'unknown-connection':
      return 'Name the connection that received it.';
    case 'envelope-invalid':
      return 'The file must hold one envelope as JSON: docs/envelope.md.';
    case 'archive-missing':
      return 'Put them into it as `data`, in place of `dataref`.';
    default:
      return 'The file must hold what was signed; of a platform that encrypts, the decrypted text, or the envelope made of it.';
  }
}
