import { groupDirectory } from '../shared/cdp/groups/group-directory.ts';
import { oneCreator } from '../shared/cdp/groups/one-creator.ts';
import { type ClientPorts, openDeliveryClient } from '../shared/cdp/open-delivery-client.ts';
import type { GuiyiConfig } from '../shared/config/define-config.ts';
import { openBlocklist } from '../shared/identity/blocklist.ts';
import type { Leases } from '../shared/ports/ports.ts';
import type { Cdp } from './cdp.ts';

export interface CdpPorts extends ClientPorts {
  readonly leases: Leases;
}

/** Puts client and groups together as the configuration says. */
export function openCdp(config: GuiyiConfig, { leases, ...ports }: CdpPorts): Cdp {
  const { cdp } = config;
  const client = openDeliveryClient(cdp, ports);
  const folderOf = (name: string) => config.groups?.[name]?.folder ?? [];
  const groups = groupDirectory(client, oneCreator(leases, ports.clock), folderOf);
  return { config, client, groups, blocklist: openBlocklist(cdp.blocklist) };
}
