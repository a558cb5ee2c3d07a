import { receivers } from '../functions/shared/sources/generated/receivers.ts';
import type { SecretUse } from './secret-uses.ts';

interface Definition {
  readonly type: string;
  readonly shape?: Readonly<Record<string, { readonly _zod: { readonly def: Definition } }>>;
  readonly innerType?: { readonly _zod: { readonly def: Definition } };
}

/**
 * The fields of a connection's secret, each a text, as one may ask a person for them; undefined where a field is more than a text, as a
 * list of certificates.
 */
export function textFields({ source, receiver, account }: SecretUse): readonly string[] | undefined {
  const platform = Object.entries(receivers).find(([name]) => name === source)?.[1];
  const { shape } = receiver ? ((platform?.secret._zod.def ?? {}) as Partial<Definition>) : { shape: {} };
  if (shape === undefined || !Object.values(shape).every(({ _zod: { def } }) => isText(def))) return undefined;
  return [...new Set([...Object.keys(shape), ...(account?.api.credentials ?? [])])];
}

function isText({ type, innerType }: Definition): boolean {
  return type === 'string' || (innerType !== undefined && isText(innerType._zod.def));
}
