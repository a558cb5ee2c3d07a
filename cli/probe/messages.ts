/** What a refusal was about, as far as the probe knows what it did wrong. */
export type Wrong = 'auth' | 'notFound' | 'permanent';

/** The messages of refusals, by what was wrong (Q03). */
export interface Heard {
  /** @param sent values of the request that the message may repeat */
  note(wrong: Wrong, msg: string, ...sent: readonly string[]): void;
  readonly messages: readonly string[];
  /** Regular expressions for `cdp.messages`; a message that was heard about two things speaks of none. */
  patterns(): Readonly<Record<Wrong, readonly string[]>>;
}

interface Message {
  readonly wrong: Wrong;
  readonly msg: string;
  readonly pattern: string;
}

export function heardMessages(): Heard {
  const all: Message[] = [];
  return {
    note: (wrong, msg, ...sent) => {
      all.push({ wrong, msg, pattern: patternOf(msg, sent) });
    },
    get messages() {
      return all.map(({ msg }) => msg);
    },
    patterns: () => ({
      auth: patternsOf('auth', all),
      notFound: patternsOf('notFound', all),
      permanent: patternsOf('permanent', all),
    }),
  };
}

const WORD = /\p{L}{2}/u;

function patternsOf(wrong: Wrong, all: readonly Message[]): readonly string[] {
  const others = all.filter((message) => message.wrong !== wrong);
  const own = new Set(
    all.filter((message) => message.wrong === wrong && message.msg !== '').map(({ pattern }) => pattern),
  );
  return [...own].filter((pattern) => {
    // Of a message that was all values, nothing is left that could tell it from another.
    if (!WORD.test(pattern)) return false;
    const expression = new RegExp(pattern, 'u');
    return !others.some(({ msg }) => expression.test(msg));
  });
}

/** `E_TOKEN: …` */
const MACHINE_WORD = /^[A-Z][A-Z0-9]*_[A-Z0-9_]+\b/;
const SPECIAL = /[\\^$.*+?()[\]{}|/]/g;

/** The machine word in front; else the whole message, but for what the request or the moment put into it. */
export function patternOf(msg: string, sent: readonly string[]): string {
  const [word] = MACHINE_WORD.exec(msg) ?? [];
  if (word !== undefined) return `^${word}\\b`;
  const escaped = (text: string) => text.replaceAll(SPECIAL, String.raw`\$&`);
  let pattern = escaped(msg);
  for (const value of sent) if (value !== '') pattern = pattern.replaceAll(escaped(value), '.*');
  return `^${pattern.replaceAll(/\d{4,}/g, '.*')}$`;
}
