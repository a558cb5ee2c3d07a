/** The anchor of a heading, as GitHub makes it: `## 1. Write it` is `#1-write-it`. A second one of a page ends in `-1`. */
export function anchorOf(heading: string): string {
  return heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{Letter}\p{Mark}\p{Number}\p{Connector_Punctuation}\s-]/gu, '')
    .replace(/\s/g, '-');
}
