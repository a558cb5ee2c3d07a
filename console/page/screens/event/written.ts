import type { ShownCall } from '../../../../operations/console/event-page.ts';

/** What was sent to the CDP of a customer: identities as `type value`, masked, and the names of fields. */
export interface Written {
  readonly identities: readonly string[];
  readonly fields: readonly string[];
}

/** How a call was made, and not what it says of the customer. */
const MANNER = new Set([
  'identityList',
  'identityPriorityStrategy',
  'targetCustomerStrategy',
  'autoMerge',
  'groupId',
  'customer',
  'customerId',
]);

/** Of all calls that write a customer, each once. */
export function writtenBy(calls: readonly ShownCall[]): Written {
  const requests = calls.flatMap(({ call, request }) =>
    /^(create|update)Customer/.test(call) && isObject(request) ? [request] : [],
  );
  const identities = requests.flatMap(({ identityList }) =>
    Array.isArray(identityList) ? identityList.flatMap(identityText) : [],
  );
  const fields = requests.flatMap((request) =>
    typeof request['attrName'] === 'string'
      ? [request['attrName']]
      : Object.keys(request).filter((name) => !MANNER.has(name) && request[name] !== ''),
  );
  return { identities: [...new Set(identities)], fields: [...new Set(fields)] };
}

function identityText(pair: unknown): string[] {
  if (!isObject(pair)) return [];
  const { identityType, identityValue } = pair;
  return typeof identityType === 'string' ? [`${identityType} ${String(identityValue)}`] : [];
}

function isObject(json: unknown): json is Readonly<Record<string, unknown>> {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}
