import type { HeldOf } from '../../operations/console/held-page.ts';
import type { Host } from '../host/host.ts';
import { readIdentityText } from '../../operations/identity-text.ts';
import { exportSubject } from '../host/subject-export.ts';

/** How much is held of a person; undefined for a text that is no identity. @throws CdpError */
export async function heldPageOf(text: string, host: Host): Promise<HeldOf | undefined> {
  const subject = readIdentityText(text, host.config);
  if (!subject) return undefined;
  const { customer, events } = await exportSubject(subject, host);
  return {
    ...(customer && { customer: customer.id }),
    fields: customer === null ? 0 : Object.keys({ ...customer.data, ...customer.written }).length,
    groups: customer?.groups.length ?? 0,
    events: events.length,
  };
}
