import type { SampleRequest } from '../functions/shared/sources/source.ts';

/** Changes one character in the middle of the body, as somebody on the way would. */
export function changeBody(request: SampleRequest): SampleRequest {
  const { body } = request;
  const start = Math.floor(body.length / 2);
  const index = start + body.slice(start).search(/[0-9a-z]/);
  const changed = body[index] === 'a' ? 'b' : 'a';
  return { ...request, body: body.slice(0, index) + changed + body.slice(index + 1) };
}
