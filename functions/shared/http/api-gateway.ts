import type { APIGatewayProxyEvent, APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { singleHeaders } from './headers.ts';
import type { WebhookRequest, WebhookResponse } from './webhook-request.ts';

/** What calls the function: an HTTP API or a function URL (payload format 2.0), or a REST API (1.0). */
export type HttpEvent = APIGatewayProxyEventV2 | APIGatewayProxyEvent;

/**
 * Turns an event into the bytes that the platform sent. HTTP APIs decide by content type whether the body arrives as text or as
 * Base64, so `isBase64Encoded` alone says how to read it.
 */
export function fromApiGateway(event: HttpEvent): WebhookRequest {
  const { isBase64Encoded } = event;
  const text = event.body ?? '';
  const head = 'httpMethod' in event ? ofRestApi(event) : ofHttpApi(event);
  const body = Buffer.from(text, isBase64Encoded ? 'base64' : 'utf8');
  // A lone surrogate has no UTF-8 of its own.
  return isBase64Encoded || !text.isWellFormed() ? { ...head, body } : { ...head, body, text };
}

type Head = Omit<WebhookRequest, 'body' | 'text'>;

function ofHttpApi({ requestContext: { http, timeEpoch }, headers, rawQueryString }: APIGatewayProxyEventV2): Head {
  return { method: http.method, headers: singleHeaders(headers), rawQuery: rawQueryString, receivedAt: timeEpoch };
}

/** It hands on the query decoded, and of a header that was sent twice the last value beside the list of them. */
function ofRestApi(event: APIGatewayProxyEvent): Head {
  const { httpMethod: method, headers, multiValueHeaders, requestContext } = event;
  const lists = Object.entries(multiValueHeaders ?? {}).map(([name, values = []]) => [name, values.join(',')] as const);
  return {
    method,
    headers: singleHeaders({ ...headers, ...Object.fromEntries(lists) }),
    rawQuery: queryOf(event),
    receivedAt: requestContext.requestTimeEpoch,
  };
}

function queryOf({
  multiValueQueryStringParameters: lists,
  queryStringParameters: last,
}: APIGatewayProxyEvent): string {
  const parameters = lists
    ? Object.entries(lists).flatMap(([name, values = []]) => values.map((value) => [name, value] as const))
    : Object.entries(last ?? {}).map(([name, value = '']) => [name, value] as const);
  return parameters.map((parts) => parts.map(encodeURIComponent).join('=')).join('&');
}

/** Method and path, and the name of the connection where the path has one. */
export interface Route {
  readonly method: string;
  readonly path: string;
  readonly connection: string | undefined;
}

/**
 * Where a request goes. A function URL has no routes, and some shops write a slash at the end; names of connections have small letters, so
 * a console that writes them otherwise means the same. A stage may stand before the path.
 */
export function routeOf(event: HttpEvent): Route {
  const { method, path } =
    'httpMethod' in event
      ? { method: event.httpMethod, path: event.path }
      : { method: event.requestContext.http.method, path: event.rawPath };
  const named = event.pathParameters?.['connection'] ?? /(?:^|\/)webhooks\/([^/]+)\/?$/.exec(path)?.[1];
  return {
    method,
    path,
    connection: named === undefined ? undefined : decoded(named).replace(/\/$/, '').toLowerCase(),
  };
}

/** Some consoles percent-encode what needs no encoding: `shopify%2Ddemo`. */
function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

export function toApiGateway(response: WebhookResponse): APIGatewayProxyStructuredResultV2 {
  return {
    statusCode: response.status,
    headers: { 'content-type': 'text/plain; charset=utf-8', ...response.headers },
    body: response.body,
  };
}
