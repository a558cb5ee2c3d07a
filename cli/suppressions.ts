import * as z from 'zod/mini';
import { CommandError } from './command-error.ts';
import { findDesk } from './desk.ts';
import { endOf } from './privacy.ts';
import type { Terminal } from './terminal.ts';
import type { OperatorOptions } from './why.ts';

const listed = z.object({
  suppressions: z.array(
    z.object({
      key: z.string(),
      erased: z.optional(z.number()),
      suppressed: z.optional(z.number()),
      withdrawn: z.optional(z.number()),
    }),
  ),
});
type Suppression = z.infer<typeof listed>['suppressions'][number];
const accepted = z.object({ event: z.string(), source: z.string() });

const PAGE = 500;

/** Who is blocked: all, or whether one identity is. @throws CommandError */
export async function listSuppressions(
  { stdout }: Terminal,
  identity: string | undefined,
  { json, ...where }: OperatorOptions,
): Promise<number> {
  const desk = await findDesk(where);
  const asked = async (query: Record<string, string>) =>
    listed.parse(await desk.ask(`/api/suppressions?${new URLSearchParams(query).toString()}`)).suppressions;
  const all: Suppression[] = [];
  if (identity !== undefined) all.push(...(await asked({ identity })));
  else {
    for (let page = await asked({}); page.length > 0; page = await asked({ after: all.at(-1)?.key ?? '' })) {
      all.push(...page);
      if (page.length < PAGE) break;
    }
  }
  if (json) {
    stdout.write(`${JSON.stringify(all)}\n`);
    return 0;
  }
  if (all.length === 0) stdout.write(identity === undefined ? 'nobody is blocked\n' : 'not blocked\n');
  for (const { key, erased, suppressed, withdrawn } of all) {
    const since = [
      ...(suppressed === undefined ? [] : [`suppressed ${time(suppressed)}`]),
      ...(erased === undefined ? [] : [`erased ${time(erased)}`]),
      ...(withdrawn === undefined ? [] : [`consent withdrawn ${time(withdrawn)}`]),
    ];
    stdout.write(`${key}  ${since.join(', ')}\n`);
  }
  return 0;
}

interface RequestOptions extends OperatorOptions {
  readonly why?: string;
}

/** Blocks a person until it is lifted. @throws CommandError */
export async function suppress(terminal: Terminal, identity: string, options: RequestOptions): Promise<number> {
  return carryOut(terminal, '/api/suppressions', identity, {
    options,
    done: 'suppressed  no event about the person is used',
  });
}

/** Frees a person: what was blocked before now is free again. @throws CommandError */
export async function lift(terminal: Terminal, identity: string, options: RequestOptions): Promise<number> {
  if (options.why !== undefined) await noteUnblocked(terminal, identity, options);
  return carryOut(terminal, '/api/suppressions/lift', identity, {
    options,
    done: 'lifted    events about the person are used again',
  });
}

/** A lift frees the other identities of the person too, so it is carried out; but of a misspelt one it would read as a success. */
async function noteUnblocked({ stderr }: Terminal, identity: string, options: RequestOptions): Promise<void> {
  const desk = await findDesk(options);
  const query = new URLSearchParams({ identity }).toString();
  if (listed.parse(await desk.ask(`/api/suppressions?${query}`)).suppressions.length > 0) return;
  stderr.write('note: this identity itself is not blocked. If that surprises you, check its spelling\n');
}

async function carryOut(
  { stdout }: Terminal,
  path: string,
  identity: string,
  { options, done }: { readonly options: RequestOptions; readonly done: string },
): Promise<number> {
  const { json, why } = options;
  if (why === undefined) throw new CommandError('say why with --why "…": it stands in the record of this request');
  const desk = await findDesk(options);
  const request = accepted.parse(await desk.ask(path, { identity, why }));
  const outcome = await desk.outcome({ source: request.source, id: request.event });
  const isDone = outcome?.state === 'done';
  const exitCode = endOf(outcome);
  if (json) {
    const { state, reason, detail } = outcome ?? { state: 'queued' };
    stdout.write(`${JSON.stringify({ ...request, state, reason, detail })}\n`);
    return exitCode;
  }
  const waits = outcome
    ? `${outcome.state}, because ${outcome.reason ?? 'it waits'}: ${outcome.detail ?? ''}`
    : 'waits';
  stdout.write(`${isDone ? done : waits}\nevent     ${request.event}\n`);
  return exitCode;
}

function time(unixMs: number): string {
  return new Date(unixMs).toISOString();
}
