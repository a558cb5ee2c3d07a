import { deliveryDetails } from './delivery-details.ts';
import { doudianDetails } from './doudian-details.ts';
import { identificationDetails } from './identification-details.ts';
import { lookUpDetails } from './look-up-details.ts';
import { requestDetails } from './request-details.ts';

interface Entry {
  readonly pattern: RegExp;
  readonly chinese: string;
  /** Of its gaps, by number: which hold a detail themselves. */
  readonly nested: readonly boolean[];
}

const GAP = /\{\+?\}/g;

/** The most said first: of several that fit, the one with the most words of its own is meant. */
const entries: readonly Entry[] = [
  ...deliveryDetails,
  ...requestDetails,
  ...identificationDetails,
  ...lookUpDetails,
  ...doudianDetails,
]
  .toSorted(([one], [other]) => wordsOf(other).length - wordsOf(one).length)
  .map(([english, chinese]) => ({
    pattern: new RegExp(
      `^${english
        .split(GAP)
        .map((words) => RegExp.escape(words))
        .join('(.+?)')}$`,
      's',
    ),
    chinese,
    nested: [...english.matchAll(GAP)].map(([gap]) => gap === '{+}'),
  }));

function wordsOf(english: string): string {
  return english.replaceAll(GAP, '');
}

/** A detail as the functions have written it, in Chinese; undefined where nobody has translated it, as the text of another program. */
export function detailInChinese(english: string): string | undefined {
  for (const { pattern, chinese, nested } of entries) {
    const found = pattern.exec(english);
    if (found)
      return chinese.replaceAll(/\{(\d)\}/g, (_all, digit: string) => {
        const value = found[Number(digit)] ?? '';
        return nested[Number(digit) - 1] === true ? (detailInChinese(value) ?? value) : value;
      });
  }
  return inParts(english, '; ', '；') ?? afterColon(english);
}

/** Two details behind one another. */
function inParts(english: string, between: string, chineseBetween: string): string | undefined {
  const parts = english.split(between);
  const translated = parts.map((part) => (part === english ? undefined : detailInChinese(part)));
  if (translated.every((part) => part === undefined)) return undefined;
  return translated.map((part, index) => part ?? parts[index]).join(chineseBetween);
}

/** `getwxacode: credentials (40001): …`: which call, and the code of its failure, are the same in every language. */
function afterColon(english: string): string | undefined {
  const at = english.indexOf(': ');
  const rest = at < 0 ? undefined : detailInChinese(english.slice(at + 2));
  return rest === undefined ? undefined : `${english.slice(0, at)}：${rest}`;
}
