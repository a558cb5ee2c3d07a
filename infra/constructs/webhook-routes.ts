/** How many requests an address may take: a second, and at once. */
export interface Throttle {
  readonly rateLimit: number;
  readonly burstLimit: number;
}

export interface WebhookRoute {
  readonly path: string;
  /** Undefined: it has its share of what the whole API may take. */
  readonly throttle: Throttle | undefined;
}

/** An API has at most 300 routes (quota "Routes per HTTP API"); the rest is room for more of our own. */
export const MOST_ROUTED = 250;

const perConnection: Throttle = { rateLimit: 50, burstLimit: 100 };
/** Of addresses that are written in another way, and of those that are nobody's. */
const misspelt: Throttle = { rateLimit: 50, burstLimit: 100 };

/**
 * The paths of the front door. Up to `MOST_ROUTED` connections each have a path and a throttle of their own, so that a flood at one leaves
 * the others alone. API Gateway takes the full match before the greedy one
 * (docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html). The greedy path is for `/webhooks/<name>/` and names in capitals,
 * which some consoles write: for API Gateway they are other paths, and CDK has no routes that end with a slash.
 */
export function webhookRoutes(connections: readonly string[]): readonly WebhookRoute[] {
  const health = { path: '/health', throttle: undefined };
  const greedy = { path: '/webhooks/{connection+}', throttle: misspelt };
  if (connections.length > MOST_ROUTED) return [{ ...greedy, throttle: undefined }, health];
  const own = connections.map((connection) => ({ path: `/webhooks/${connection}`, throttle: perConnection }));
  return [...own, greedy, health];
}

/** What is to be known where connections share a throttle; undefined where each has its own. */
export function sharedThrottleHint(connections: readonly string[]): string | undefined {
  if (connections.length <= MOST_ROUTED) return undefined;
  return (
    `${connections.length} connections share one route, and a flood at one of them takes the others' share: an API has at most 300 routes, so ` +
    `only up to ${MOST_ROUTED} have a throttle each. Put some of them into a stage of their own: docs/deploy.md.`
  );
}
