import { isUtf8 } from 'node:buffer';
import { isJsonObject, type Json, parseJson } from '../../json/lossless.ts';
import type { Verification } from '../source.ts';
import { openResource, readResource } from './resource.ts';

/**
 * Opens a notification whose signature is right. The payload is the notification with the content of its `resource` in the
 * place of the sealed one; what cannot be read is handed on as it came.
 */
export function openNotification(body: Uint8Array, apiV3Key: string): Verification {
  const notification = jsonOf(body);
  const reading = readResource(isJsonObject(notification) ? notification['resource'] : undefined);
  if (!isJsonObject(notification) || !reading.ok) return { outcome: 'verified', payload: body };
  const content = openResource(reading.sealed, apiV3Key);
  if (content === undefined) {
    const detail = 'the APIv3 key does not open the resource';
    return { outcome: 'refused', status: 403, reason: 'frame-invalid', detail, authentic: true };
  }
  const resource = jsonOf(content) ?? Buffer.from(content).toString();
  return { outcome: 'verified', payload: Buffer.from(JSON.stringify({ ...notification, resource })) };
}

/** Undefined for what is not JSON in UTF-8. */
export function jsonOf(bytes: Uint8Array): Json | undefined {
  if (!isUtf8(bytes)) return undefined;
  try {
    return parseJson(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString());
  } catch {
    return undefined;
  }
}
