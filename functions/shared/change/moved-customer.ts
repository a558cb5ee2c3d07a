import { type CustomerItem, type FieldStamp, isLater, uniteCustomers } from './customer-item.ts';

export interface MovedInto {
  readonly item: CustomerItem;
  /** Groups that the CDP has united although the later word was to leave. */
  readonly groupsToLeave: readonly string[];
}

/**
 * What is remembered of a customer, with what was remembered of one who has become part of them before we looked: by a call of ours whose
 * answer was lost or whose event went no further, or by another system. Whose value of a field the CDP has kept is seen by what it shows.
 * @param hashOfShown the hash of the value that the CDP shows of a field; undefined where it shows none, as of a name
 */
export function movedInto(
  survivor: CustomerItem,
  gone: CustomerItem,
  hashOfShown: (field: string) => string | undefined,
): MovedInto {
  const { item, groupsToLeave } = uniteCustomers(survivor, gone);
  const isGones = ([field, stamp]: [string, FieldStamp]) => {
    const shown = hashOfShown(field);
    return field === 'name' || stamp.h === undefined || shown === stamp.h;
  };
  const kept = Object.fromEntries(Object.entries(gone.fields).filter(isGones));
  const fields: Record<string, FieldStamp> = { ...survivor.fields };
  for (const [field, stamp] of Object.entries(kept)) if (isLater(stamp, fields[field])) fields[field] = stamp;
  return { item: { ...item, fields }, groupsToLeave };
}
