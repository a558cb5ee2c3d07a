const STARS = '****';
/** Only what looks like one is shown; a malformed address may hold anything behind its at sign. */
const DOMAIN = /^(?!.*\d{5})[a-z0-9.-]{1,64}\.[a-z][a-z0-9-]{1,24}$/i;

/**
 * A value for the eye of an operator: `138****5678`, `l***@shop.test`, of ids the first four and the last two characters.
 * Short values are stars. It is never the value itself.
 */
export function mask(kind: string, value: string): string {
  const masked = value.includes('@') ? maskEmail(value) : kind === 'mobile' ? maskMobile(value) : maskId(value);
  return masked === value ? `${STARS}${STARS}` : masked;
}

function maskEmail(value: string): string {
  const at = value.lastIndexOf('@');
  const domain = value.slice(at + 1).trim();
  const [first = '*'] = value.trim();
  return DOMAIN.test(domain) ? `${first === '@' ? '*' : first}***@${domain}` : STARS;
}

/** Something else than a number may stand where a number belongs, a name for instance. */
function maskMobile(value: string): string {
  const digits = value.match(/\d/g)?.length ?? 0;
  return digits >= 9 && value.length <= 32 ? ends(value, 3, 4) : STARS;
}

function maskId(value: string): string {
  return value.length >= 12 ? ends(value, 4, 2) : STARS;
}

function ends(value: string, first: number, last: number): string {
  const characters = Array.from(value);
  return `${characters.slice(0, first).join('')}${STARS}${characters.slice(-last).join('')}`;
}
