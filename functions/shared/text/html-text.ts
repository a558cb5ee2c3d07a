/** U+00A0 to U+00FF, which PHP's `htmlentities` writes by these names. */
const LATIN =
  'nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 ' +
  'ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ' +
  'ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring ' +
  'aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc ' +
  'uuml yacute thorn yuml';
const LATIN_BEGINS = 0xa0;
/** The characters that mean something in HTML, and the other names that shops write in the names of people and places. */
const NAMED: ReadonlyMap<string, string> = new Map([
  ...LATIN.split(' ').map((name, index) => [name, String.fromCodePoint(LATIN_BEGINS + index)] as const),
  ...Object.entries({
    amp: '&',
    lt: '<',
    gt: '>',
    quot: '"',
    apos: "'",
    lsquo: '‘',
    rsquo: '’',
    ldquo: '“',
    rdquo: '”',
  }),
  ...Object.entries({
    ndash: '–',
    mdash: '—',
    hellip: '…',
    bull: '•',
    OElig: 'Œ',
    oelig: 'œ',
    Scaron: 'Š',
    scaron: 'š',
    Yuml: 'Ÿ',
  }),
]);
const ENTITY = /&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([A-Za-z]{2,6}[1-4]{0,2}));/g;
/** Numbers of these 32 mean what Windows-1252 has there: so HTML reads `&#146;`. */
const windows1252 = new TextDecoder('windows-1252');
/** What is written twice was escaped by two programs. */
const MOST_ROUNDS = 3;

/** `O&#039;Neil` as it is meant: shops store what they have escaped for a page. Anything else stays as it is. */
export function htmlText(text: string): string {
  let plain = text;
  for (let round = 0; round < MOST_ROUNDS && plain.includes('&'); round++) {
    const decoded = plain.replace(ENTITY, (entity, decimal?: string, hexadecimal?: string, name?: string) => {
      if (name !== undefined) return NAMED.get(name) ?? entity;
      const point = decimal === undefined ? Number.parseInt(hexadecimal ?? '', 16) : Number(decimal);
      if (point >= 0x80 && point <= 0x9f) return windows1252.decode(Uint8Array.of(point));
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
