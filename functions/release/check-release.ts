import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';

export type ReleaseCheck = { readonly outcome: 'passed' } | { readonly outcome: 'failed'; readonly detail: string };

/** Invokes the new version. @throws where it crashed or did not answer */
export type InvokeRelease = (event: APIGatewayProxyEventV2) => Promise<unknown>;

/**
 * Asks a version of the webhook function, before any platform does, two questions that need no secret: whether it is there, and what it says
 * to an address that is nobody's. A version whose configuration does not load, or whose settings are not all there, answers neither.
 */
export async function checkRelease(invoke: InvokeRelease): Promise<ReleaseCheck> {
  for (const { method, path, status } of questions) {
    let answered: unknown;
    try {
      answered = await invoke(httpEvent(method, path));
    } catch (error) {
      return { outcome: 'failed', detail: `${method} ${path}: ${error instanceof Error ? error.message : 'no error'}` };
    }
    const { statusCode } = (answered ?? {}) as Partial<APIGatewayProxyStructuredResultV2>;
    if (statusCode !== status) {
      return { outcome: 'failed', detail: `${method} ${path}: answered ${statusCode ?? 'nothing'}, not ${status}` };
    }
  }
  return { outcome: 'passed' };
}

// No connection has a name that ends with a hyphen and a dot.
const questions = [
  { method: 'GET', path: '/health', status: 200 },
  { method: 'POST', path: '/webhooks/nobodys-.', status: 404 },
] as const;

/** A request as an HTTP API hands it on, as far as the function reads it. */
function httpEvent(method: string, path: string): APIGatewayProxyEventV2 {
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: path,
    rawQueryString: '',
    headers: {},
    requestContext: {
      accountId: 'release',
      apiId: 'release',
      domainName: 'release',
      domainPrefix: 'release',
      http: { method, path, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'guiyi-release' },
      requestId: 'release',
      routeKey: '$default',
      stage: '$default',
      time: '01/Jan/1970:00:00:00 +0000',
      timeEpoch: 0,
    },
    isBase64Encoded: false,
  };
}
