import type { Normalized } from '../../../identity/normalized.ts';
import { platformId } from '../../../identity/platform-id.ts';
import { type Json, type JsonObject, scalar } from '../../../json/lossless.ts';

export interface FoundMember {
  readonly field: string;
  readonly value: Json;
  readonly id: Normalized;
}

/** The member whom a message is about. */
export function memberIn(message: JsonObject): FoundMember {
  return normaliseMember('msgBody.wid', message['wid'] ?? null);
}

/** Several members. */
export function membersIn(message: JsonObject): readonly FoundMember[] {
  return listOf(message).map((wid, index) => normaliseMember(`msgBody.widList[${index}]`, wid));
}

export function listOf({ widList }: JsonObject): readonly Json[] {
  return Array.isArray(widList) ? (widList as readonly Json[]) : [];
}

function normaliseMember(field: string, value: Json): FoundMember {
  // Weimob writes ids as numbers.
  return { field, value, id: platformId('weimob-wid', scalar(value)) };
}
