/** How a platform signs a webhook, as data. */
export interface SignatureScheme {
  /** Names in lower case; the first that is there and not empty counts. */
  readonly headers: readonly string[];
  /** Default `sha256`: HMAC-SHA256. `ed25519` is no HMAC: whoever can check such a signature cannot make one. */
  readonly algorithm?: 'sha1' | 'sha256' | 'sha512' | 'ed25519';
  /** In the order of likelihood. Hexadecimal digits are small ones. */
  readonly encodings: readonly ('base64' | 'hex')[];
  /** Before the signature: `sha256=`, `v1,`. In a list, what begins otherwise is another version's and is passed over. */
  readonly prefix?: string;
  /** Between several signatures in one header; any one that is right is enough. */
  readonly separator?: ',' | ' ';
  /**
   * What is signed. `{body}`, exactly once, is the raw body; `{header:name}` a header; `{entry:t}` the part of the signature
   * header that begins with `t=`. Default: `{body}`.
   */
  readonly signed?: string;
  /** The time that is signed; a scheme whose `signed` does not hold it has none. */
  readonly timestamp?: {
    readonly of: `header:${string}` | `entry:${string}`;
    /** How far it may be from the time of receipt, in either direction. */
    readonly toleranceSeconds: number;
  };
}

/** Where a text of the signed template comes from. */
export type SignedPart =
  | { readonly in: 'text'; readonly text: string }
  | {
      readonly in: 'header' | 'entry';
      readonly name: string;
      /** The text behind it; the value must not hold it, or what is signed could be split in two ways. */
      readonly until: string;
    };

export interface SignedTemplate {
  readonly before: readonly SignedPart[];
  readonly after: readonly SignedPart[];
}

/** @throws RangeError when a definition is not one: for whoever writes a source. */
export function readTemplate(template: string): SignedTemplate {
  const [before, after, ...more] = template.split('{body}');
  if (before === undefined || after === undefined || more.length > 0)
    throw new RangeError(`the signed template ${template} must hold {body} exactly once`);
  return { before: placesIn(before), after: placesIn(after) };
}

/** @throws RangeError */
export function readPlace(place: string, until = ''): SignedPart {
  const [kind, name] = [place.slice(0, place.indexOf(':')), place.slice(place.indexOf(':') + 1)];
  if ((kind === 'header' || kind === 'entry') && name !== '') return { in: kind, name, until };
  throw new RangeError(`${place} is neither header:name nor entry:name`);
}

function placesIn(text: string): SignedPart[] {
  const parts = text.split(/(\{[^}]*\})/).filter((part) => part !== '');
  return parts.map((part, index) => {
    if (!part.startsWith('{')) return { in: 'text', text: part };
    const next = parts[index + 1] ?? '';
    return readPlace(part.slice(1, -1), next.startsWith('{') ? '' : next);
  });
}
