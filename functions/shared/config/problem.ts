import type * as z from 'zod/mini';
import { DEFAULT_MESSAGE } from '../schema/default-message.ts';
import { nearestSpelling } from '../text/nearest-spelling.ts';

/** One thing that is wrong in a configuration, for the person who mends it. */
export interface Problem {
  /** `connections.shop-eu.source` */
  readonly path: string;
  readonly found: string;
  readonly allowed: string;
  readonly nearest?: string;
}

export function describeProblem(file: string, { path, found, allowed, nearest }: Problem): string {
  return `${file}: ${path || '(top level)'}: found ${found}; allowed: ${allowed}${nearest ? `; did you mean ${JSON.stringify(nearest)}?` : ''}`;
}

export class ConfigError extends Error {
  readonly kind = 'config';
  readonly retryable = false;
  readonly file: string;
  readonly problems: readonly Problem[];
  constructor(file: string, problems: readonly Problem[]) {
    super(problems.map((problem) => describeProblem(file, problem)).join('\n'));
    this.name = 'ConfigError';
    this.file = file;
    this.problems = problems;
  }
}

/** Turns the issues of a schema into problems; `raw` is what was checked, `known` the keys that the schema has. */
export function toProblems(
  issues: readonly z.core.$ZodIssue[],
  prefix: string,
  raw: unknown,
  known: (path: readonly PropertyKey[]) => readonly string[],
): Problem[] {
  return issues.flatMap((issue): Problem[] => {
    const path = join(prefix, issue.path);
    if (issue.code === 'unrecognized_keys') {
      const keys = known(issue.path);
      return issue.keys.map((key) =>
        withNearest({ path: join(path, [key]), found: 'an unknown key', allowed: list(keys) }, key, keys),
      );
    }
    const value = at(raw, issue.path);
    if (issue.code === 'invalid_value') {
      const values = issue.values.map(String);
      return [withNearest({ path, found: show(value), allowed: list(values) }, String(value), values)];
    }
    const found = issue.code === 'invalid_key' ? show(issue.path.at(-1)) : show(value);
    return [{ path, found, allowed: expectation(issue) }];
  });
}

export function withNearest(problem: Problem, value: string, candidates: readonly string[]): Problem {
  const nearest = nearestSpelling(value, candidates);
  return nearest === undefined ? problem : { ...problem, nearest };
}

function expectation(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `a value of type ${issue.expected}`;
    case 'too_small':
      return `${issue.inclusive === false ? 'more than' : 'at least'} ${issue.minimum}${unit(issue.origin)}`;
    case 'too_big':
      return `${issue.inclusive === false ? 'less than' : 'at most'} ${issue.maximum}${unit(issue.origin)}`;
    case 'invalid_format':
      return issue.message === DEFAULT_MESSAGE ? (issue.pattern ?? issue.format) : issue.message;
    case 'invalid_key':
      return issue.issues[0] ? expectation(issue.issues[0]) : issue.message;
    default:
      return issue.message;
  }
}

function unit(origin: string): string {
  return origin === 'string' ? ' characters' : '';
}

function join(prefix: string, path: readonly PropertyKey[]): string {
  return [prefix, ...path.map(String)].filter((part) => part !== '').join('.');
}

function at(raw: unknown, path: readonly PropertyKey[]): unknown {
  let value = raw;
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = Reflect.get(value, key) as unknown;
  }
  return value;
}

function show(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}

function list(values: readonly string[]): string {
  return values.length === 0 ? 'no keys' : values.map((value) => JSON.stringify(value)).join(', ');
}
