import type { EndpointName } from '../../functions/shared/cdp/contract.ts';
import { chineseDescriptions, chineseSummaries } from '../../functions/shared/cdp/contract/chinese-contract.ts';
import type { OpenApiDocument } from './openapi.ts';

/** The document with the texts of its operations and fields in Chinese. An English text that is not known here is an error. */
export function inChinese(document: OpenApiDocument): OpenApiDocument {
  const paths = Object.entries(document.paths).map(([path, methods]) => [
    path,
    Object.fromEntries(
      Object.entries(methods).map(([method, operation]) => [
        method,
        { ...translated(operation), description: '', summary: chineseSummaries[operation.operationId as EndpointName] },
      ]),
    ),
  ]);
  const schemas = translated(document.components.schemas);
  return {
    ...document,
    paths: Object.fromEntries(paths) as OpenApiDocument['paths'],
    components: { ...document.components, schemas },
  };
}

/** A copy whose descriptions are in Chinese. */
function translated<T>(value: T): T {
  return JSON.parse(JSON.stringify(value), (name, part: unknown) => {
    if (name !== 'description' || typeof part !== 'string' || /^[CG]\d+\./.test(part)) return part;
    const text = chineseDescriptions.get(part);
    if (text === undefined) throw new Error(`chinese-contract.ts lacks the Chinese for: ${part}`);
    return text;
  }) as T;
}
