import { jsonOf } from '../../../json/json-of.ts';
import { isJsonObject } from '../../../json/lossless.ts';
import type { Verification } from '../../source.ts';
import { openResource, readResource } from './payload.ts';

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
    return { outcome: 'rejected', status: 403, reason: 'frame-invalid', detail, authentic: true };
  }
  const resource = jsonOf(content) ?? Buffer.from(content).toString();
  return { outcome: 'verified', payload: Buffer.from(JSON.stringify({ ...notification, resource })) };
}
