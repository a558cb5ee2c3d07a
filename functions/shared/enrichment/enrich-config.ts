/** How a connection asks its platform's API; the credentials are in its secret. */
export interface EnrichConfig {
  /** Minutes after its arrival that an event waits for an API that fails; then it goes on without. Default 10. */
  readonly waitMinutes?: number;
  /** Minutes that an answer is remembered. Default 10. */
  readonly cacheMinutes?: number;
  /** Seconds that all questions about one event may take together. Default 3, at most 10. */
  readonly timeoutSeconds?: number;
  /** Another address than the platform's: a proxy of yours with a fixed IP address. */
  readonly baseUrl?: string;
}
