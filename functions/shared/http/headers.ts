type Headers = Readonly<Record<string, string | undefined>>;

const CAPITAL = /[A-Z]/;

/**
 * Headers by their names in lower case: HTTP APIs write them so, whatever else stands before the function may leave them as they were
 * sent. A header that proxies have sent twice arrives as its values with a comma between: the same value twice is one value.
 */
export function singleHeaders(headers: Headers): Headers {
  const names = Object.keys(headers);
  if (!names.some((name) => CAPITAL.test(name) || headers[name]?.includes(','))) return headers;
  const values = new Map<string, string | undefined>();
  for (const name of names) {
    const before = values.get(name.toLowerCase());
    const value = headers[name];
    // Sent twice in different letter case is sent twice.
    values.set(
      name.toLowerCase(),
      before === undefined || value === undefined ? (value ?? before) : `${before},${value}`,
    );
  }
  return Object.fromEntries([...values].map(([name, value]) => [name, once(value)]));
}

/** Does a header whose values have no comma stand there more than once, with different values? */
export function isRepeated(value: string): boolean {
  return value.includes(',');
}

/** `a,a` and `a, a, a` are `a`; a value may have commas of its own: `t=1,v1=a,t=1,v1=a` is `t=1,v1=a`. */
function once(value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  for (let at = value.indexOf(','); at > 0; at = value.indexOf(',', at + 1)) {
    const first = value.slice(0, at);
    if (isOnly(value, first)) return first;
    // Twice is what a proxy does; more than half of the value is no part that comes again.
    if (at > value.length / 2) break;
  }
  return value;
}

function isOnly(value: string, part: string): boolean {
  for (let at = part.length; at < value.length; at += part.length) {
    const comma = /^, ?/.exec(value.slice(at, at + 2))?.[0];
    if (comma === undefined || !value.startsWith(part, at + comma.length)) return false;
    at += comma.length;
  }
  return true;
}
