import { isJsonObject, type Json, type JsonObject } from '../../../json/lossless.ts';

/**
 * Events (developer preview) say in the signed body which resource and what happened to it; classic bodies have none of
 * the three together.
 */
export function isEvent(body: Json): body is JsonObject & { readonly topic: string; readonly action: string } {
  return (
    isJsonObject(body) && [body['topic'], body['action'], body['handle']].every((value) => typeof value === 'string')
  );
}

/** `customer/update` for the topic `Customer` and the action `update`; undefined for a classic body. */
export function typeOfEvent(body: Json): string | undefined {
  return isEvent(body) ? `${body.topic}/${body.action}`.toLowerCase() : undefined;
}

/** The global id of the customer that the subscription's query was asked for, else of the one that it answers. */
export function customerOfEvent(body: JsonObject): Json | undefined {
  return variableOfEvent(body) ?? answerOfEvent(body)?.['id'];
}

export function variableOfEvent(body: JsonObject): Json | undefined {
  const variables = body['query_variables'];
  return isJsonObject(variables) ? variables['customerId'] : undefined;
}

/** The customer as the query of the subscription answers it. */
export function answerOfEvent(body: JsonObject): JsonObject | undefined {
  const customer = isJsonObject(body['data']) ? body['data']['customer'] : undefined;
  return isJsonObject(customer) ? customer : undefined;
}
