/** What WordPress decodes in the secret before it signs: `wp_specialchars_decode` with both kinds of quotes. */
const ENTITIES: readonly (readonly [RegExp, string])[] = [
  [/^&(?:amp|#0*38|#[xX]0*26);$/, '&'],
  [/^&(?:lt|#0*60);$/, '<'],
  [/^&(?:gt|#0*62);$/, '>'],
  [/^&(?:quot|#0*34|#[xX]0*22);$/, '"'],
  [/^&(?:#0*39|#[xX]0*27);$/, "'"],
];

/** Decodes each entity once: `&amp;lt;` is `&lt;`. */
export function htmlDecoded(text: string): string {
  return text.replaceAll(/&(?:[a-z]+|#\d+|#[xX]\d+);/g, (entity) => {
    return ENTITIES.find(([form]) => form.test(entity))?.[1] ?? entity;
  });
}
