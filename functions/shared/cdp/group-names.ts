import type { DeliveryClient } from './delivery-client.ts';
import type { GroupId } from './ids.ts';

const PAGE = 100;

/** Finds static groups by their exact name, creates what is missing, and remembers both; one search a name at a time. */
export function groupNames(cdp: Pick<DeliveryClient, 'customerGroupSimpleQuery' | 'addSingleGroup'>) {
  const known = new Map<string, Promise<GroupId>>();
  return {
    idOf(name: string): Promise<GroupId> {
      const running = known.get(name);
      if (running) return running;
      const search = find(cdp, name).then((id) => id ?? cdp.addSingleGroup(name));
      known.set(name, search);
      search.catch(() => known.delete(name));
      return search;
    },
    /** A call with the remembered id failed: the group may have been deleted in the CDP. */
    forget(name: string): void {
      known.delete(name);
    },
  };
}

async function find(cdp: Pick<DeliveryClient, 'customerGroupSimpleQuery'>, name: string): Promise<GroupId | undefined> {
  for (let current = 1; ; current++) {
    const { records, total } = await cdp.customerGroupSimpleQuery(name, current, PAGE);
    const exact = records.find((group) => group.name === name);
    if (exact) return exact.id;
    if (current * PAGE >= total) return undefined;
  }
}
