import { isJsonObject, type Json, type JsonObject } from '../../../json/lossless.ts';
import type { ActFrom } from '../../act.ts';

export interface Hook {
  readonly effect: 'account' | 'order';
  /** Where the record stands in the body. */
  readonly path: readonly string[];
  /** All that is kept of the record: bodies hold passwords and card data too, if the merchant lets them. */
  readonly fields: readonly string[];
  /** Undefined: the hook is called in the midst of what the person does. */
  readonly act?: ActFrom;
}

const account: Hook = {
  effect: 'account',
  path: ['data', 'customer', 'data_model'],
  fields: ['id', 'entity_id', 'email', 'firstname', 'lastname', 'dob', 'created_at'],
  // Whoever saves an account may be the shop too. Commerce writes times in UTC, without saying so.
  act: { kind: 'record', created: 'data.customer.data_model.created_at', offset: 'Z' },
};
const order: Hook = {
  effect: 'order',
  path: ['data', 'order'],
  fields: [
    'entity_id',
    'increment_id',
    'customer_id',
    'customer_is_guest',
    'customer_email',
    'customer_firstname',
    'customer_lastname',
  ],
};

/** The hooks that the webhooks reference documents with a customer or an order in them, by `eventName`. */
export const hooks: ReadonlyMap<string, Hook> = new Map([
  ['customer_save_before', account],
  ['sales_order_place_before', order],
]);

export function hookOf(eventName: string): Hook | undefined {
  return hooks.get(eventName);
}

/** The record of a hook's body; undefined where nothing stands in its place. */
export function recordIn(body: Json, { path }: Hook): JsonObject | undefined {
  const found = path.reduce<Json | undefined>((at, step) => (isJsonObject(at) ? at[step] : undefined), body);
  return isJsonObject(found) ? found : undefined;
}

/** Only name and record of a body, in their places, and of the record only what is used. */
export function kept(eventName: string, hook: Hook, record: JsonObject): JsonObject {
  const fields = hook.fields.flatMap((field) => {
    const value = record[field];
    return value === undefined || typeof value === 'object' ? [] : [[field, value] as const];
  });
  const whole = hook.path.reduceRight<JsonObject>((inner, step) => ({ [step]: inner }), Object.fromEntries(fields));
  return { eventName, ...whole };
}
