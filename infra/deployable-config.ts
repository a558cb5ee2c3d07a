import type { DeploymentSettings } from '../functions/shared/config/deployment.ts';

/** What the infrastructure needs of `guiyi.config.ts`. */
export interface DeployableConfig {
  readonly connections: Readonly<Record<string, DeployableConnection>>;
  readonly cdp: { readonly baseUrl: string; readonly token?: object; readonly timeoutSeconds?: number };
  readonly deployment?: DeploymentSettings;
}

export interface DeployableConnection {
  readonly source?: string;
  readonly secret?: string;
  readonly trust?: 'queue';
}

/** What a connection's secret is for. */
export interface SecretReader {
  /** The platform signs what it sends. */
  readonly signs: boolean;
  /** Delivery asks the platform's own API with the credentials of this connection. */
  readonly asks: boolean;
  /** Of the demo: everybody knows its secret. */
  readonly isDemo?: boolean;
  /** Delivery asks an API that answers only the addresses of this list; what the platform's console calls it. */
  readonly allowList?: string;
}
