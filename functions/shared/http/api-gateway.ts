import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { WebhookRequest, WebhookResponse } from './webhook-request.ts';

/**
 * Turns an API Gateway event (payload format 2.0) into the bytes that the platform sent. HTTP APIs decide by content
 * type whether the body arrives as text or as Base64, so `isBase64Encoded` alone says how to read it.
 */
export function fromApiGateway(event: APIGatewayProxyEventV2): WebhookRequest {
  const { body = '', isBase64Encoded } = event;
  const { http, timeEpoch } = event.requestContext;
  const request = {
    method: http.method,
    headers: inLowerCase(event.headers),
    rawQuery: event.rawQueryString,
    receivedAt: timeEpoch,
    body: Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8'),
  };
  // A lone surrogate has no UTF-8 of its own.
  return isBase64Encoded || !body.isWellFormed() ? request : { ...request, text: body };
}

/** HTTP APIs write names in lower case; whatever else stands before the function may leave them as they were sent. */
function inLowerCase(headers: WebhookRequest['headers']): WebhookRequest['headers'] {
  if (!/[A-Z]/.test(Object.keys(headers).join(' '))) return headers;
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

export function toApiGateway(response: WebhookResponse): APIGatewayProxyStructuredResultV2 {
  return {
    statusCode: response.status,
    headers: { 'content-type': 'text/plain; charset=utf-8', ...response.headers },
    body: response.body,
  };
}
