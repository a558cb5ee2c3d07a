import { ownSecrets } from '../../functions/shared/ports/secret-name.ts';
import { cdpSecretProblems, secretProblems } from '../../operations/check-secret.ts';
import { nearestSpelling } from '../../functions/shared/text/nearest-spelling.ts';
import { loadConfig } from '../../operations/load-config.ts';
import { textFields } from '../../operations/secret-fields.ts';
import { secretUses } from '../../operations/secret-uses.ts';
import { CommandError } from '../command-error.ts';
import { exitCodes } from '../exit-codes.ts';

/** A secret that an operator fills in. */
export interface ChosenSecret {
  readonly name: string;
  /** The other connections that use it. */
  readonly sharedWith: readonly string[];
  /** To ask for one by one; undefined where only JSON will do. */
  readonly fields: readonly string[] | undefined;
  /** What is wrong with a value, by names of fields. */
  readonly problems: (value: object) => readonly string[];
}

/** @param about a connection of the configuration, or `cdp` @throws CommandError, ConfigError */
export async function chosenSecret(about: string, file: string): Promise<ChosenSecret> {
  if (about === 'cdp') {
    return { name: about, sharedWith: [], fields: ['appKey', 'secret'], problems: cdpSecretProblems };
  }
  if (Object.hasOwn(ownSecrets, about)) {
    throw new CommandError({
      en: `${about} is ${ownSecrets[about]}: it is generated, and must stay as it is. With another one nobody is recognised any more.`,
      zh: `${about} 由部署自动生成，不能改动：换了它就认不出以前的人。`,
    });
  }
  const uses = secretUses(await loadConfig(file));
  const use = uses.find(({ connection }) => connection === about);
  if (!use) {
    const names = uses.map(({ connection }) => connection);
    const nearest = nearestSpelling(about, names);
    const text = {
      en: `${file} has no connection ${about}; it has ${names.join(', ') || 'none'}.${nearest === undefined ? '' : ` Did you mean ${nearest}?`}`,
      zh: `${file} 中没有连接 ${about}；现有 ${names.join(', ') || '（无）'}。${nearest === undefined ? '' : `是不是 ${nearest}？`}`,
    };
    throw new CommandError(text, exitCodes.notFound);
  }
  if (!use.receiver && !use.account) {
    throw new CommandError({
      en: `${about} (${use.source}) needs no secret.`,
      zh: `${about}（${use.source}）不需要密钥。`,
    });
  }
  const sharing = uses.filter(({ secret, receiver, account }) => secret === use.secret && (receiver ?? account));
  return {
    name: use.secret,
    sharedWith: sharing.map(({ connection }) => connection).filter((name) => name !== about),
    fields: textFields(use),
    problems: (value) => [...new Set(sharing.flatMap((one) => secretProblems(value, one, Date.now())))],
  };
}
