/** What AWS asks for one unit, in the currency of the region; undefined where we have found no price. */
export interface Prices {
  readonly currency: 'USD' | 'CNY';
  readonly httpApiPerMillion?: number;
  readonly lambdaPerMillion?: number;
  /** A GB-second on arm64. */
  readonly lambdaGbSecond?: number;
  readonly fifoPerMillion?: number;
  readonly standardPerMillion?: number;
  readonly writeUnitsPerMillion?: number;
  readonly readUnitsPerMillion?: number;
  readonly logsPerGb?: number;
  readonly egressPerGb?: number;
  /** When the prices were looked up, and where. */
  readonly asOf: string;
  readonly source: string;
}

// List prices without any free tier. They change: ask AWS before you count on them.
const chinaSource =
  'https://www.amazonaws.cn/en/dynamodb/pricing/ in a stored copy; the other prices of the China regions were not found: https://calculator.amazonaws.cn';

export const prices = {
  'us-east-1': {
    currency: 'USD',
    httpApiPerMillion: 1,
    lambdaPerMillion: 0.2,
    lambdaGbSecond: 0.0000133334,
    fifoPerMillion: 0.5,
    standardPerMillion: 0.4,
    writeUnitsPerMillion: 0.625,
    readUnitsPerMillion: 0.125,
    logsPerGb: 0.5,
    egressPerGb: 0.09,
    asOf: '2026-11-30',
    source: 'https://aws.amazon.com/pricing/ and pages that repeat it',
  },
  'cn-north-1': { currency: 'CNY', writeUnitsPerMillion: 11.1538, asOf: '2026-11-30', source: chinaSource },
  'cn-northwest-1': { currency: 'CNY', writeUnitsPerMillion: 11.1538, asOf: '2026-11-30', source: chinaSource },
} as const satisfies Readonly<Record<string, Prices>>;

export type PricedRegion = keyof typeof prices;
export const pricedRegions = Object.keys(prices) as readonly PricedRegion[];
