/**
 * The messages that a batch response reports as failed; undefined when the response is malformed, which Lambda takes
 * as the failure of the whole batch. No response, or none with `batchItemFailures`, is success.
 */
export function failedMessages(response: unknown, messageIds: ReadonlySet<string>): ReadonlySet<string> | undefined {
  if (response === undefined || response === null) return new Set();
  if (typeof response !== 'object' || Array.isArray(response)) return undefined;
  const failures: unknown = Reflect.get(response, 'batchItemFailures');
  if (failures === undefined || failures === null) return new Set();
  if (!Array.isArray(failures)) return undefined;
  const failed = new Set<string>();
  for (const failure of failures as unknown[]) {
    const id: unknown =
      typeof failure === 'object' && failure !== null ? Reflect.get(failure, 'itemIdentifier') : undefined;
    if (typeof id !== 'string' || !messageIds.has(id)) return undefined;
    failed.add(id);
  }
  return failed;
}
