/** What programs write where there is no value. */
const NOTHING = new Set(['null', '(null)', 'undefined', 'nan', 'none', 'nil', '[object object]']);
const ZEROS = /^0+$/;
/** `138****0000` */
const MASKED = /\*{2}/;
/** A number with an extension, as shops give instead of the buyer's: `17000000000-1234`, `17000000000转1234`. */
const VIRTUAL = /^\+?\d{11,15}(-|转)\d{1,6}$/;

/** Whether a value stands for nobody: whoever carries it would become one customer. Words behind a scope too: `wx1:null`. */
export function isPlaceholder(value: string): boolean {
  if (ZEROS.test(value)) return true;
  const bare = value.slice(value.lastIndexOf(':') + 1).trim();
  return bare === '' || NOTHING.has(bare.toLowerCase()) || MASKED.test(bare) || VIRTUAL.test(bare);
}
