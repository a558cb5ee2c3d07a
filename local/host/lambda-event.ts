import { randomUUID } from 'node:crypto';
import { isUtf8 } from 'node:buffer';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';

export interface HttpRequest {
  readonly method: string;
  readonly path: string;
  readonly rawQuery: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** The content types that an HTTP API hands on as text; everything else travels as Base64. */
const TEXT = /^(text\/|application\/(json|xml|javascript)\b|[^;]*\+(json|xml)\b)/i;

/** The event that API Gateway (HTTP API, payload format 2.0) makes of a request to `/webhooks/{connection}`. */
export function toLambdaEvent(request: HttpRequest, connection: string, now: number): APIGatewayProxyEventV2 {
  const { method, path, rawQuery, headers, body } = request;
  const contentType = headers['content-type'];
  const text = (contentType === undefined || TEXT.test(contentType)) && isUtf8(body);
  return {
    version: '2.0',
    routeKey: 'ANY /webhooks/{connection+}',
    rawPath: path,
    rawQueryString: rawQuery,
    headers: { ...headers },
    pathParameters: { connection },
    requestContext: {
      accountId: 'local',
      apiId: 'local',
      domainName: '127.0.0.1',
      domainPrefix: 'local',
      http: { method, path, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: headers['user-agent'] ?? '' },
      requestId: randomUUID(),
      routeKey: 'ANY /webhooks/{connection+}',
      stage: '$default',
      time: '',
      timeEpoch: now,
    },
    body: Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString(text ? 'utf8' : 'base64'),
    isBase64Encoded: !text,
  };
}
