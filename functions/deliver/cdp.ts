import type { DeliveryClient } from '../shared/cdp/delivery-client.ts';
import type { GroupDirectory } from '../shared/cdp/groups/group-directory.ts';
import type { GuiyiConfig } from '../shared/config/define-config.ts';
import type { Blocklist } from '../shared/identity/blocklist.ts';

/** The CDP as delivery sees it. */
export interface Cdp {
  readonly config: GuiyiConfig;
  readonly client: DeliveryClient;
  readonly groups: GroupDirectory;
  /** Contacts that are nobody's, by configuration. */
  readonly blocklist: Blocklist;
}
