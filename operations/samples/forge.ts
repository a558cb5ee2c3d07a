import type { Sampler, SampleRequest } from '../../functions/shared/sources/source.ts';

/** Changes one character of what proves a request, as somebody would who has no key: in its body, or in the address. */
export function forge(request: SampleRequest, { proof }: Sampler): SampleRequest {
  return proof === 'body'
    ? { ...request, body: changed(request.body) }
    : { ...request, rawQuery: changed(request.rawQuery) };
}

function changed(text: string): string {
  const start = Math.floor(text.length / 2);
  const index = start + text.slice(start).search(/[0-9a-z]/);
  return text.slice(0, index) + (text[index] === 'a' ? 'b' : 'a') + text.slice(index + 1);
}
