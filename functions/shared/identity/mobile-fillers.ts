/** Numbers that stand in documents and test data of the Chinese carriers and platforms. */
const DOCUMENTATION = new Set(['13800138000', '13800000000', '13000000000', '18888888888']);
const ASCENDING = '01234567890123456789';
const DESCENDING = '98765432109876543210';
/** The North American numbers that are reserved for fiction: area code, then 555-01xx. */
const NORTH_AMERICAN_FICTION = /^1\d{3}55501\d\d$/;

/**
 * Is an 11-digit mainland number one that people type to get past a form: a documentation number, or one whose
 * subscriber part (the last eight digits) is one digit repeated or a run up or down?
 */
export function isFillerMobile(digits: string): boolean {
  return DOCUMENTATION.has(digits) || isRepeatedOrRun(digits.slice(3));
}

/** The same for E.164 digits outside +86. */
export function isFillerForeignMobile(digits: string): boolean {
  return NORTH_AMERICAN_FICTION.test(digits) || isRepeatedOrRun(digits.slice(-8));
}

function isRepeatedOrRun(digits: string): boolean {
  return /^(\d)\1+$/.test(digits) || ASCENDING.includes(digits) || DESCENDING.includes(digits);
}
