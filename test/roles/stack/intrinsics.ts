import { NotUnderstood } from '../enforcer/not-understood.ts';
import type { Account } from '../enforcer/services/account.ts';
import { isRecord } from '../enforcer/signed-call.ts';
import type { Physical } from './physical.ts';

/** Puts names in the place of references. @throws NotUnderstood for a reference to what has none, and other functions. */
export type Resolve = (value: unknown) => unknown;

export interface Names {
  readonly account: Account;
  readonly stack: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** By logical id. */
  readonly resources: ReadonlyMap<string, Physical>;
}

export function resolver(names: Names): Resolve {
  const resolve: Resolve = (value) => {
    if (Array.isArray(value)) return value.map(resolve);
    if (!isRecord(value)) return value;
    const [[name, argument] = [''], ...others] = Object.entries(value);
    if (others.length > 0 || !(name === 'Ref' || name.startsWith('Fn::'))) {
      return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, resolve(inner)]));
    }
    return intrinsic(name, argument, names, resolve);
  };
  return resolve;
}

function intrinsic(name: string, argument: unknown, names: Names, resolve: Resolve): unknown {
  const list: readonly unknown[] = Array.isArray(argument) ? argument : [argument];
  switch (name) {
    case 'Ref':
      return reference(String(argument), names);
    case 'Fn::GetAtt':
      return attribute(list.map(String).join('.'), names);
    case 'Fn::Join': {
      const [separator, parts] = list;
      return asList(resolve(parts)).map(String).join(String(separator));
    }
    case 'Fn::Sub': {
      const [text, extra] = list;
      const own = isRecord(extra) ? extra : {};
      return String(text)
        .replaceAll(/\$\{([^!}][^}]*)\}/g, (_, word: string) => {
          if (Object.hasOwn(own, word)) return String(resolve(own[word]));
          return word.includes('.') ? attribute(word, names) : reference(word, names);
        })
        .replaceAll('${!', '${');
    }
    case 'Fn::Split': {
      const [separator, text] = list;
      return String(resolve(text)).split(String(separator));
    }
    case 'Fn::Select': {
      const [index, from] = list;
      return asList(resolve(from))[Number(index)];
    }
    default:
      throw new NotUnderstood(`the function ${name} of a template`);
  }
}

function reference(word: string, { account, stack, parameters, resources }: Names): string {
  const pseudo: Readonly<Record<string, string>> = {
    'AWS::Partition': account.partition,
    'AWS::Region': account.region,
    'AWS::AccountId': account.id,
    'AWS::StackName': stack,
    'AWS::URLSuffix': 'amazonaws.com',
  };
  const found = pseudo[word] ?? parameters[word] ?? resources.get(word)?.ref;
  if (found === undefined) throw new NotUnderstood(`the reference to ${word} in a template`);
  return found;
}

function attribute(path: string, { resources }: Names): string {
  const [id = '', ...rest] = path.split('.');
  const found = resources.get(id)?.attributes[rest.join('.')];
  if (found === undefined) throw new NotUnderstood(`the attribute ${path} in a template`);
  return found;
}

function asList(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new NotUnderstood('what should be a list in a template');
  return value;
}
