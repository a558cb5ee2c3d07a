import { randomInt } from 'node:crypto';

/** An invented person, another one at every run, so that a story can be told again on the same state. */
export interface DemoPerson {
  readonly openid: string;
  readonly memberNumber: string;
  readonly mobile: string;
  readonly shopifyId: string;
  readonly email: string;
  /** Of the samples: their names are made from it. */
  readonly sequence: number;
}

export function inventDemoPerson(): DemoPerson {
  const digits = (length: number) => Array.from({ length }, () => randomInt(10)).join('');
  return {
    openid: `oDemo${digits(23)}`,
    memberNumber: `M-${digits(9)}`,
    mobile: `13${randomInt(1, 10)}${digits(8)}`,
    shopifyId: `70${digits(11)}`,
    email: `lin.demo.${digits(8)}@shop.test`,
    sequence: randomInt(1_000_000),
  };
}
