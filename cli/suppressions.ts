import { type Language, languageOf } from '../functions/shared/text/language.ts';
import type { Localized } from '../functions/shared/text/localized.ts';
import * as z from 'zod/mini';
import { CommandError } from './command-error.ts';
import { findDesk } from './desk.ts';
import { hint } from './hint.ts';
import { endLines, endOf, eventLine } from './privacy.ts';
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
  { stdout, env }: Terminal,
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
  const words = WORDS[languageOf(env)];
  if (all.length === 0) stdout.write(`${identity === undefined ? words.nobody : words.notBlocked}\n`);
  for (const { key, erased, suppressed, withdrawn } of all) {
    const since = [
      ...(suppressed === undefined ? [] : [`${words.suppressed} ${time(suppressed)}`]),
      ...(erased === undefined ? [] : [`${words.erased} ${time(erased)}`]),
      ...(withdrawn === undefined ? [] : [`${words.withdrawn} ${time(withdrawn)}`]),
    ];
    stdout.write(`${key}  ${since.join(words.comma)}\n`);
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
    done: { en: 'suppressed  no event about the person is used', zh: '已屏蔽    不使用此人的任何事件' },
  });
}

/** Frees a person: what was blocked before now is free again. @throws CommandError */
export async function lift(terminal: Terminal, identity: string, options: RequestOptions): Promise<number> {
  if (options.why !== undefined) await noteUnblocked(terminal, identity, options);
  return carryOut(terminal, '/api/suppressions/lift', identity, {
    options,
    done: { en: 'lifted    events about the person are used again', zh: '已解除    恢复使用此人的事件' },
  });
}

/** A lift frees the other identities of the person too, so it is carried out; but of a misspelt one it would read as a success. */
async function noteUnblocked({ stderr, env }: Terminal, identity: string, options: RequestOptions): Promise<void> {
  const desk = await findDesk(options);
  const query = new URLSearchParams({ identity }).toString();
  if (listed.parse(await desk.ask(`/api/suppressions?${query}`)).suppressions.length > 0) return;
  stderr.write(`${WORDS[languageOf(env)].unblocked}\n`);
}

async function carryOut(
  { stdout, env }: Terminal,
  path: string,
  identity: string,
  { options, done }: { readonly options: RequestOptions; readonly done: Localized },
): Promise<number> {
  const { json, why } = options;
  if (why === undefined) {
    throw new CommandError({
      en: 'say why with --why "…": it stands in the record of this request',
      zh: '请用 --why "…" 写明原因：它会写进这个请求的记录',
    });
  }
  const desk = await findDesk(options);
  const request = accepted.parse(await desk.ask(path, { identity, why }));
  const outcome = await desk.outcome({ source: request.source, id: request.event });
  const exitCode = endOf(outcome);
  if (json) {
    const { state, reason, detail } = outcome ?? { state: 'queued' };
    stdout.write(`${JSON.stringify({ ...request, state, reason, detail })}\n`);
    return exitCode;
  }
  const language = languageOf(env);
  const lines = endLines(outcome, done[language], hint(`why ${request.event}`, options), language);
  stdout.write(`${[...lines, eventLine(request.event, language)].join('\n')}\n`);
  return exitCode;
}

const WORDS = {
  en: {
    nobody: 'nobody is blocked',
    notBlocked: 'not blocked',
    suppressed: 'suppressed',
    erased: 'erased',
    withdrawn: 'consent withdrawn',
    comma: ', ',
    unblocked: 'note: this identity itself is not blocked. If that surprises you, check its spelling',
  },
  zh: {
    nobody: '没有屏蔽任何人',
    notBlocked: '没有屏蔽',
    suppressed: '屏蔽于',
    erased: '删除于',
    withdrawn: '撤回同意于',
    comma: '，',
    unblocked: '注意：这个身份本身没有被屏蔽。如果出乎意料，请检查写法',
  },
} as const satisfies Record<Language, object>;

function time(unixMs: number): string {
  return new Date(unixMs).toISOString();
}
