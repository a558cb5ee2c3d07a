import { reasonOf } from '../functions/shared/identity/discard.ts';
import type { Language } from '../functions/shared/text/language.ts';
import type { EventView, IdentityView } from '../operations/event-view.ts';
import { answered } from '../operations/chinese/answers.ts';
import { outcomeWords, withheldInChinese } from './language/outcome-words.ts';

const WITHHELD = {
  'owned-by-another': 'somebody else is known to own it',
  'typed-by-another': 'another customer has it, who only typed it',
  'customer-has-another': 'the customer already has another one',
  released: 'it has left the customer who has it',
  'may-have-moved': 'the customer who has it proved it too long ago, or under another name',
  'unknown-age': 'nobody knows when the customer who has it proved it',
  'never-one': 'the configuration, or a decision about a case, keeps this person and its customer apart',
};

/** What became of an event, for a person: the identity list, the calls, the CDP's answers. */
export function outcomeLines(event: EventView | undefined, language: Language = 'en'): string[] {
  const words = outcomeWords[language];
  if (!event) return [words.notQueued];
  const why = event.reason === undefined ? '' : words.because(event.reason, answered(event.detail ?? '')[language]);
  const { report } = event;
  const lines = [`${event.state}${why}`, ...(event.past ?? []).map((act) => words.act(act))];
  for (const identity of report?.identities ?? []) lines.push(`${words.identity} ${describe(identity, language)}`);
  for (const identity of report?.withheld ?? [])
    lines.push(
      `${words.withheld} ${describe(identity, language)}: ${(language === 'zh' ? withheldInChinese : WITHHELD)[identity.because]}`,
    );
  for (const { kind, field, masked, ...why } of report?.refusals ?? [])
    lines.push(`${words.discarded} ${kind} ${masked}  ${words.from(field)}: ${reasonOf(why)}`);
  for (const { api, outcome, found, detail } of report?.asked ?? [])
    lines.push(
      outcome === 'failed'
        ? `${words.without} ${detail ?? api}`
        : `${words.asked} ${api}: ${found.join(', ') || words.nothing}`,
    );
  for (const { call, request, answer, explanation } of report?.calls ?? []) {
    lines.push(`CDP       ${call}${essence(call, request)} → ${JSON.stringify(answer)}`);
    const reasons = Object.entries(explanation ?? {}).map(([topic, text]) => `${topic} ${text}`);
    if (reasons.length > 0) lines.push(`          ${reasons.join('; ')}`);
  }
  return lines;
}

function describe({ kind, scope, value, evidence }: IdentityView, language: Language): string {
  return `${kind} ${scope === '' ? '' : `${scope}:`}${value}  ${outcomeWords[language].graded(evidence.grade, evidence.field)}`;
}

/** The part of a request that tells one call from another. */
function essence(call: string, request: unknown): string {
  if (
    call === 'createCustomerByIdentity' &&
    typeof request === 'object' &&
    request !== null &&
    'autoMerge' in request
  ) {
    return ` autoMerge=${String(request.autoMerge)}`;
  }
  // The journal of a stage does not keep what was asked.
  return request === null ? '' : ` ${JSON.stringify(request)}`;
}
