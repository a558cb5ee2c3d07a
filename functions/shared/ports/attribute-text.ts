// What SQS refuses in a message attribute: all but #x9 #xA #xD #x20-#xD7FF #xE000-#xFFFD and the planes above
// (API reference of SendMessage).
// eslint-disable-next-line no-control-regex
const REFUSED = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/gu;

/** Text as a queue takes it in an attribute, cut at a whole character to `maxBytes` of UTF-8. */
export function attributeText(text: string, maxBytes: number): string {
  const clean = text.slice(0, maxBytes).toWellFormed().replace(REFUSED, '\uFFFD');
  const bytes = new TextEncoder().encode(clean);
  if (bytes.length <= maxBytes) return clean;
  let end = maxBytes;
  while (end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return new TextDecoder().decode(bytes.subarray(0, end));
}

/** The attributes of a dead letter: the message's own, `reason`, and `detail` of at most 1 KiB where there is one. */
export function deadLetterAttributes(letter: {
  readonly reason: string;
  readonly detail: string;
  readonly attributes?: Readonly<Record<string, string>>;
}): Readonly<Record<string, string>> {
  const detail = attributeText(letter.detail, 1024);
  // Those of an earlier dead-lettering are no longer true.
  const { reason: _reason, detail: _detail, ...own } = letter.attributes ?? {};
  return {
    ...own,
    reason: attributeText(letter.reason, 256),
    ...(detail !== '' && { detail }),
  };
}
