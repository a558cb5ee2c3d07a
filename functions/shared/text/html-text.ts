/** What WordPress and its like write for the characters that mean something in HTML. */
const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };
const ENTITY = /&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|(amp|lt|gt|quot|apos|nbsp));/g;
/** What is written twice was escaped by two programs. */
const MOST_ROUNDS = 3;

/** `O&#039;Neil` as it is meant: shops store what they have escaped for a page. Anything else stays as it is. */
export function htmlText(text: string): string {
  let plain = text;
  for (let round = 0; round < MOST_ROUNDS && plain.includes('&'); round++) {
    const decoded = plain.replace(ENTITY, (entity, decimal?: string, hexadecimal?: string, name?: string) => {
      if (name !== undefined) return NAMED[name] ?? entity;
      const point = decimal === undefined ? Number.parseInt(hexadecimal ?? '', 16) : Number(decimal);
      return isCharacter(point) ? String.fromCodePoint(point) : entity;
    });
    if (decoded === plain) break;
    plain = decoded;
  }
  return plain;
}

function isCharacter(point: number): boolean {
  return point >= 0x20 && point <= 0x10_ffff && (point < 0xd800 || point > 0xdfff);
}
