import type { SamplePayload, SampleValue } from '../../source.ts';

const TAG = /^[A-Za-z_][A-Za-z0-9_.-]*$/;

/**
 * Writes a payload as the platform writes a push: strings as CDATA, numbers bare, an array as a repeated tag.
 * @throws RangeError when a key cannot be a tag.
 */
export function writePushXml(payload: SamplePayload): string {
  return `<xml>${fields(payload)}</xml>`;
}

function fields(payload: SamplePayload): string {
  let xml = '';
  for (const [tag, value] of Object.entries(payload)) {
    if (!TAG.test(tag)) throw new RangeError(`${JSON.stringify(tag)} cannot be a tag`);
    for (const entry of Array.isArray(value) ? value : [value]) xml += `<${tag}>${content(entry)}</${tag}>`;
  }
  return xml;
}

function content(value: SampleValue): string {
  if (value === null) return '';
  if (Array.isArray(value)) return value.map(content).join('');
  if (typeof value === 'object') return fields(value);
  if (typeof value !== 'string') return String(value);
  return `<![CDATA[${value.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
}
