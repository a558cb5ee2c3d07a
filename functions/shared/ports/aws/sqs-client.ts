import { SQSClient } from '@aws-sdk/client-sqs';

let client: SQSClient | undefined;

/** One client a process. Three attempts of three seconds end within the ten seconds of the webhook function. */
export function sqsClient(): SQSClient {
  client ??= new SQSClient({
    maxAttempts: 3,
    requestHandler: { connectionTimeout: 1_000, requestTimeout: 3_000, throwOnRequestTimeout: true },
  });
  return client;
}
