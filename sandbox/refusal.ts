/** Why a call was not carried out. Becomes `code: -1` with the message `<code>: <message>` (Q03). */
export interface Refusal {
  readonly ok: false;
  readonly code: `E_${string}`;
  readonly message: string;
}

export function refuse(code: `E_${string}`, message: string): Refusal {
  return { ok: false, code, message };
}
