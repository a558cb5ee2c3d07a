import type middy from '@middy/core';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { functionStack } from '../shared/envelope/function-stack.ts';
import type { Envelope } from '../shared/envelope/envelope.ts';
import type { GuiyiConfig } from '../shared/config/define-config.ts';
import { fromApiGateway, type HttpEvent, routeOf, toApiGateway } from '../shared/http/api-gateway.ts';
import { describeError, type Log } from '../shared/log/log.ts';
import type { SecretStore } from '../shared/ports/ports.ts';
import { openConnections } from '../shared/sources/connection.ts';
import type { Receiver } from '../shared/sources/source.ts';
import { DEFAULT_MAX_BODY_BYTES, type WebhookRequest } from '../shared/http/webhook-request.ts';
import { type IngestPorts, receive, type Reception, withoutSecrets } from './ingest.ts';

export interface WebhookPorts extends IngestPorts {
  readonly config: GuiyiConfig;
  readonly receivers: Readonly<Record<string, Receiver>>;
  readonly secrets: SecretStore;
  readonly log: Log;
  /** Told of every request, after it was answered for; locally the journal. */
  readonly observe?: (envelopes: readonly Envelope[], request: ObservedWebhook) => void;
}

/** A request, and what became of it. */
export interface ObservedWebhook extends Pick<Reception, 'reason' | 'liveValue'> {
  /** Undefined where it names none of ours. */
  readonly connection?: string;
  readonly status: number;
  readonly headers: WebhookRequest['headers'];
  /** The request without signatures and tokens, safe to keep; absent where the request was not read. */
  readonly kept?: () => Omit<WebhookRequest, 'receivedAt' | 'text'>;
}

type Result = APIGatewayProxyStructuredResultV2;

/** The front door: `GET|POST|OPTIONS /webhooks/{connection}`, and `GET|HEAD /health`. */
export function webhookHandler(ports: WebhookPorts) {
  const { config, receivers, secrets, clock, log } = ports;
  const connections = openConnections(config, receivers, secrets, clock);
  const { maxBodyBytes = DEFAULT_MAX_BODY_BYTES } = config.door ?? {};
  return functionStack<HttpEvent, Result>()
    .use(rejectLargeBodies(maxBodyBytes, log))
    .use(askAgainAfterFaults(log, ports.observe))
    .handler(async (event) => {
      const { method, path, connection: name = '' } = routeOf(event);
      if (isHealthCheck(method, path)) return healthy;
      const connection = connections.get(name);
      if (!connection) {
        log({ level: 'warn', at: 'webhook', message: 'rejected', status: 404, reason: 'unknown-connection' });
        ports.observe?.([], { status: 404, reason: 'unknown-connection', headers: {} });
        return toApiGateway({ status: 404, body: 'not found' });
      }
      const request = fromApiGateway(event);
      const reception = await receive(connection, request, ports, maxBodyBytes);
      report(connection.name, reception, log);
      const { response, envelopes, reason, liveValue } = reception;
      const { status } = response;
      ports.observe?.(envelopes, {
        connection: connection.name,
        status,
        headers: request.headers,
        kept: () => ({ ...withoutSecrets(connection, request), body: request.body }),
        ...(reason && { reason }),
        ...(liveValue !== undefined && { liveValue }),
      });
      return toApiGateway(response);
    });
}

/** That the function answers; it says nothing of secrets and queues. */
const healthy: Result = {
  statusCode: 200,
  headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
  body: '{"status":"ok"}',
};

function isHealthCheck(method: string, path: string): boolean {
  return (method === 'GET' || method === 'HEAD') && /(?:^|\/)health$/.test(path) && !path.includes('/webhooks/');
}

function report(connection: string, reception: Reception, log: Log): void {
  const { response, envelopes, reason, detail, error } = reception;
  const { status } = response;
  if (reason === undefined) {
    log({ level: 'debug', at: 'webhook', message: 'accepted', connection, status, count: envelopes.length });
    return;
  }
  log({
    level: status === 503 ? 'error' : 'warn',
    at: 'webhook',
    message: status < 300 ? 'quarantined' : 'rejected',
    connection,
    status,
    reason,
    ...(detail === undefined ? {} : { detail }),
    ...(error === undefined ? {} : { error: describeError(error) }),
  });
}

/** 413 before a byte is decoded. Base64 counts as what it decodes to. */
function rejectLargeBodies(limit: number, log: Log): middy.MiddlewareObj<HttpEvent, Result> {
  return {
    before: ({ event }) => {
      const { isBase64Encoded } = event;
      const body = event.body ?? '';
      const bytes = isBase64Encoded
        ? Buffer.byteLength(body, 'base64')
        : body.length * 3 <= limit
          ? 0
          : Buffer.byteLength(body);
      if (bytes <= limit) return undefined;
      log({ level: 'warn', at: 'webhook', message: 'rejected', status: 413, reason: 'body-too-large', count: bytes });
      return toApiGateway({ status: 413, body: 'too large' });
    },
  };
}

/** An unforeseen failure: nothing is acknowledged, so the platform sends it again. */
function askAgainAfterFaults(log: Log, observe: WebhookPorts['observe']): middy.MiddlewareObj<HttpEvent, Result> {
  return {
    onError: (request) => {
      log({ level: 'error', at: 'webhook', message: 'fault', status: 503, error: describeError(request.error) });
      request.response = toApiGateway({ status: 503, body: 'unavailable' });
      observe?.([], { status: 503, reason: 'fault', headers: {} });
    },
  };
}
