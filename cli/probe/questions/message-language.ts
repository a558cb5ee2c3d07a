import { askTenant, ownerCall } from '../calls.ts';
import { type ProbeCall, type Dialogue, type ProbeFinding, found } from '../interview.ts';
import type { Heard } from '../messages.ts';
import { emptyPage } from './page.ts';

const NOT_AN_ID = 'guiyi-probe-no-id';

/** Reads that are wrong in themselves, whoever sends them. */
const wrongReads: readonly ProbeCall[] = [
  { endpoint: 'customerInfo', query: { customerId: NOT_AN_ID } },
  { ...emptyPage(1), query: { ...emptyPage(1).query, startTime: 'yesterday' } },
  { ...ownerCall({ identityType: '', identityValue: '' }), body: { identityList: [] } },
];

/** Q03: how refusals speak. */
export function* messageLanguage(heard: Heard): Dialogue<readonly ProbeFinding[]> {
  for (const call of wrongReads) {
    const answer = yield* askTenant(call);
    if (answer.kind === 'refused') heard.note('permanent', answer.msg, NOT_AN_ID, 'yesterday');
  }
  return [languageOf(heard.messages)];
}

const MACHINE = /^[A-Z][A-Z0-9]*_[A-Z0-9_]+: /;
const CHINESE = /\p{Script=Han}/u;

function languageOf(messages: readonly string[]): ProbeFinding {
  const topic = 'messages';
  const [example] = messages;
  if (example === undefined) return found(topic, 'undecided', { en: 'nothing was refused', zh: '没有被拒绝的调用' });
  const evidence = {
    en: `${messages.length} refusals, as ${JSON.stringify(example)}`,
    zh: `${messages.length} 次拒绝，如 ${JSON.stringify(example)}`,
  };
  if (messages.every((msg) => MACHINE.test(msg))) return found(topic, 'machine', evidence);
  if (messages.every((msg) => CHINESE.test(msg) && !MACHINE.test(msg))) return found(topic, 'chinese', evidence);
  return found(topic, 'undecided', evidence);
}
