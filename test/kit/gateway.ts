import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { WebhookRequest } from '../../functions/shared/http/webhook-request.ts';

/** What API Gateway (payload format 2.0) makes of a request. Text can only carry what is valid UTF-8. */
export function gatewayEvent(
  connection: string,
  { method, headers, rawQuery, body, receivedAt = 0 }: WebhookRequest,
  encoding: 'utf8' | 'base64' = 'base64',
): APIGatewayProxyEventV2 {
  const path = `/webhooks/${connection}`;
  const given = Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return {
    version: '2.0',
    routeKey: 'ANY /webhooks/{connection+}',
    rawPath: path,
    rawQueryString: rawQuery,
    headers: Object.fromEntries(given),
    pathParameters: { connection },
    requestContext: {
      accountId: 'test',
      apiId: 'test',
      domainName: 'test',
      domainPrefix: 'test',
      http: { method, path, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: '' },
      requestId: 'test',
      routeKey: 'ANY /webhooks/{connection+}',
      stage: '$default',
      time: '',
      timeEpoch: receivedAt,
    },
    body: Buffer.from(body).toString(encoding),
    isBase64Encoded: encoding === 'base64',
  };
}
