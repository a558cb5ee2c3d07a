import type { Localized } from '../functions/shared/text/localized.ts';

/** Neither a connection nor a platform has this name. @param nearest the one that was perhaps meant */
export function unknownTarget(name: string, names: readonly string[], nearest: string | undefined): Localized {
  const [found, there] = [JSON.stringify(name), names.join(', ')];
  return {
    en: `No connection or platform is called ${found}. There are: ${there}.${nearest === undefined ? '' : ` Did you mean ${nearest}?`}`,
    zh: `没有名为 ${found} 的连接或平台。现有：${there}。${nearest === undefined ? '' : `是不是 ${nearest}？`}`,
  };
}

/** The same where a connection alone is meant. */
export function unknownConnection(name: string, names: readonly string[], nearest: string | undefined): Localized {
  const [found, there] = [JSON.stringify(name), names.join(', ')];
  return {
    en: `No connection is called ${found}. There are: ${there}.${nearest === undefined ? '' : ` Did you mean ${nearest}?`}`,
    zh: `没有名为 ${found} 的连接。现有：${there}。${nearest === undefined ? '' : `是不是 ${nearest}？`}`,
  };
}
