import { type EventLine, type Fields, type Identity, keyOf } from '../statement.ts';
import { APPS } from '../platforms/accounts.ts';
import { identifierType } from './identifier-type.ts';
import type { Product, ProductCustomer, ProductResult } from './product.ts';
import { ownIdentities } from './profiles.ts';

/*
 * RudderStack Profiles after its public description: an identity graph over all rows, with directional cardinality rules. A node
 * that breaks a rule loses all its edges of that rule, also those of before, and stays behind by itself.
 * https://www.rudderstack.com/docs/profiles/dev-docs/advanced-id-stitcher-features/id-graph-cardinality-rules
 * The rules are the documented example (an address belongs to one user id, a user id has two addresses), for the phone too, and
 * for the ids of the four most used channels: a source type may have five targets. A request to be forgotten is not part of
 * the description: here it takes the rows of the customer as it is then out of the graph.
 */

const onePersons: Readonly<Record<string, number>> = {
  user_id: 1,
  [`wechat-openid of ${APPS.mini}`]: 1,
  [`wechat-openid of ${APPS.account}`]: 1,
  'shopify-customer of shop': 1,
  'woocommerce-customer of web-shop': 1,
};
const maximumEdges: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  email: onePersons,
  phone: onePersons,
  user_id: { email: 2, phone: 2 },
};

export const rudderstackProfiles: Product = {
  name: 'RudderStack Profiles',
  async run(lines) {
    let rows: readonly EventLine[] = [];
    const gone: EventLine[] = [];
    for (const line of lines) {
      if (line.says.act !== 'erase') {
        rows = [...rows, line];
        continue;
      }
      const clusterOf = stitch(rows);
      const named = new Set(ownIdentities(line).map(clusterOf));
      const isNamed = (row: EventLine) => {
        const main = mainOf(row);
        return main !== undefined && named.has(clusterOf(main));
      };
      gone.push(...rows.filter(isNamed));
      rows = rows.filter((row) => !isNamed(row));
    }
    const { placements, ...result } = resultOf(rows);
    return { ...result, placements: new Map([...gone.map(({ event }) => [event.id, 'gone'] as const), ...placements]) };
  },
};

/** @returns to which cluster an identity belongs */
function stitch(rows: readonly EventLine[]): (identity: Identity) => string {
  const nodes = new Map<string, Identity>();
  const edges = new Map<string, Map<string, Identity>>();
  for (const row of rows) {
    const identities = ownIdentities(row);
    for (const identity of identities) {
      nodes.set(keyOf(identity), identity);
      const neighbours = edges.get(keyOf(identity)) ?? new Map<string, Identity>();
      for (const other of identities) if (other !== identity) neighbours.set(keyOf(other), other);
      edges.set(keyOf(identity), neighbours);
    }
  }
  const isBroken = (from: Identity, to: Identity): boolean => {
    const target = identifierType(to);
    const limit = maximumEdges[identifierType(from)]?.[target];
    if (limit === undefined) return false;
    const ofType = [...(edges.get(keyOf(from))?.values() ?? [])].filter((other) => identifierType(other) === target);
    return ofType.length > limit;
  };
  const clusters = new Map<string, string>();
  for (const start of nodes.values()) {
    const waiting = clusters.has(keyOf(start)) ? [] : [start];
    for (let node = waiting.pop(); node; node = waiting.pop()) {
      if (clusters.has(keyOf(node))) continue;
      clusters.set(keyOf(node), keyOf(start));
      for (const other of edges.get(keyOf(node))?.values() ?? []) {
        if (!isBroken(node, other) && !isBroken(other, node)) waiting.push(other);
      }
    }
  }
  return (identity) => clusters.get(keyOf(identity)) ?? '';
}

/** By which identity an event is joined to its customer: the user id, else the first. */
function mainOf(row: EventLine): Identity | undefined {
  const own = ownIdentities(row);
  return own.find((identity) => identifierType(identity) === 'user_id') ?? own[0];
}

function resultOf(rows: readonly EventLine[]): ProductResult {
  const clusterOf = stitch(rows);
  const customers = new Map<
    string,
    { readonly id: string; readonly identities: Map<string, Identity>; fields: Fields }
  >();
  const customerOf = (id: string) => {
    const customer = customers.get(id) ?? { id, identities: new Map<string, Identity>(), fields: {} };
    customers.set(id, customer);
    return customer;
  };
  const placements = new Map<string, string>();
  for (const row of rows) {
    const main = mainOf(row);
    if (!main) continue;
    for (const identity of ownIdentities(row))
      customerOf(clusterOf(identity)).identities.set(keyOf(identity), identity);
    const customer = customerOf(clusterOf(main));
    placements.set(row.event.id, customer.id);
    const { name, fields } = row.says;
    customer.fields = { ...customer.fields, ...fields, ...(name !== undefined && { name }) };
  }
  const list = [...customers.values()].map(({ id, identities, fields }): ProductCustomer => ({
    id,
    identities: [...identities.values()],
    fields,
  }));
  return { placements, customers: list, cases: [], deadLetters: 0 };
}
