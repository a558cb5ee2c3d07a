/** Numbers that stand in documents and test data of the Chinese carriers and platforms. */
const DOCUMENTATION = new Set(['13800138000', '13800000000', '13000000000', '18888888888']);
const ASCENDING = '01234567890123456789';
const DESCENDING = '98765432109876543210';
/**
 * Numbers that regulators keep for fiction: North America (area code, then 555-01xx), Britain (Ofcom, 07700 900xxx),
 * Australia (ACMA, within 0491 57x xxx), France (Arcep, 06 39 98 xx xx).
 */
const FICTION = /^(?:1\d{3}55501\d\d|447700900\d{3}|6149157\d{4}|3363998\d{4})$/;

/**
 * Is an 11-digit mainland number one that people type to get past a form: a documentation number, one whose subscriber part
 * (the last eight digits) is one digit repeated, or one whose last nine digits run up or down? (Eight in a run is a number
 * that a carrier sells: 138 1234 5678.)
 */
export function isFillerMobile(digits: string): boolean {
  return DOCUMENTATION.has(digits) || isRepeated(digits.slice(-8)) || isRun(digits.slice(-9));
}

/** The same for E.164 digits outside +86. */
export function isFillerForeignMobile(digits: string): boolean {
  return FICTION.test(digits) || isRepeated(digits.slice(-8)) || isRun(digits.slice(-9));
}

function isRepeated(digits: string): boolean {
  return /^(\d)\1+$/.test(digits);
}

function isRun(digits: string): boolean {
  return ASCENDING.includes(digits) || DESCENDING.includes(digits);
}
