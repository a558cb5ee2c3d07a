import { type AttributeValue, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { errorName } from '../port-error.ts';

export type Item = Readonly<Record<string, AttributeValue>>;

let client: DynamoDBClient | undefined;

/** One client a process. */
export function dynamo(): DynamoDBClient {
  client ??= new DynamoDBClient({
    maxAttempts: 3,
    requestHandler: { connectionTimeout: 1_000, requestTimeout: 3_000, throwOnRequestTimeout: true },
  });
  return client;
}

/** What `request` answers, or undefined when the condition of the write does not hold. */
export async function unlessRefused<T>(request: Promise<T>): Promise<T | undefined> {
  try {
    return await request;
  } catch (error) {
    if (errorName(error) === 'ConditionalCheckFailedException') return undefined;
    throw error;
  }
}

export function numberOf(value: AttributeValue | undefined): number | undefined {
  const number = Number(value?.N);
  return Number.isFinite(number) ? number : undefined;
}

/** The TTL attribute `expires` of an item that is needed until `time` (Unix ms). */
export function expiresAt(time: number): AttributeValue {
  return { N: String(Math.ceil(time / 1000)) };
}
