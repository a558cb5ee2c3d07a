import { NotUnderstood } from './not-understood.ts';
import { fitsPattern } from './pattern.ts';

/** What is known of a call besides who makes it, what it does and to what. A key that a call does not have fits no condition. */
export type Context = Readonly<Partial<Record<ContextKey, string>>>;

const contextKeys = ['aws:SecureTransport', 's3:TlsVersion', 'aws:SourceArn', 'dynamodb:LeadingKeys'] as const;
export type ContextKey = (typeof contextKeys)[number];

/** Every operator that the stack's policies use, and no other. */
const operators = {
  Bool: (wanted: string, found: string) => wanted.toLowerCase() === found,
  StringEquals: (wanted: string, found: string) => wanted === found,
  ArnLike: (wanted: string, found: string) => fitsPattern(wanted, found),
  // Of a set of values; a call of ours is about one item, and has one.
  'ForAllValues:StringEquals': (wanted: string, found: string) => wanted === found,
  'ForAllValues:StringNotEquals': (wanted: string, found: string) => wanted !== found,
  NumericLessThan: (wanted: string, found: string) => Number(found) < Number(wanted),
} as const;

export interface Condition {
  readonly operator: keyof typeof operators;
  readonly key: ContextKey;
  /** One of them must fit; where they are excluded, none. */
  readonly values: readonly string[];
}

/** The conditions of a statement; all of them must hold. @throws NotUnderstood */
export function readConditions(block: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>) {
  return Object.entries(block).flatMap(([operator, tests]) => {
    if (!isOperator(operator)) throw new NotUnderstood(`the condition operator ${operator}`);
    return Object.entries(tests).map(([key, values]): Condition => {
      if (!isContextKey(key)) throw new NotUnderstood(`the condition key ${key}`);
      return { operator, key, values };
    });
  });
}

export function holds({ operator, key, values }: Condition, context: Context): boolean {
  const found = context[key];
  // No value at all is a set of which everything holds.
  if (found === undefined) return operator.startsWith('ForAllValues:');
  const fits = (wanted: string) => operators[operator](wanted, found);
  return operator === 'ForAllValues:StringNotEquals' ? values.every(fits) : values.some(fits);
}

function isOperator(name: string): name is keyof typeof operators {
  return Object.hasOwn(operators, name);
}

function isContextKey(name: string): name is ContextKey {
  return contextKeys.some((key) => key === name);
}
