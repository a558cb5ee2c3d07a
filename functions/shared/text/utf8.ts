const BYTE_ORDER_MARK = '\uFEFF';

/** The text in bytes; what is no UTF-8 is U+FFFD. A byte order mark is not part of it. */
export function textIn(bytes: Uint8Array): string {
  return withoutByteOrderMark(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString());
}

export function withoutByteOrderMark(text: string): string {
  return text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text;
}
