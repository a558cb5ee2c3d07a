import type { MessagePatterns } from './answer.ts';

/** Regular expressions over the CDP's `msg` (Q03), as the configuration writes them. */
export interface MessagesConfig {
  readonly auth?: readonly string[];
  readonly permanent?: readonly string[];
  readonly notFound?: readonly string[];
}

/** `cdp.messages`, compiled. */
export function messagePatterns({ messages }: { readonly messages?: MessagesConfig }): MessagePatterns {
  const compile = (list: readonly string[] | undefined) => (list ?? []).map((pattern) => new RegExp(pattern, 'u'));
  return {
    auth: compile(messages?.auth),
    permanent: compile(messages?.permanent),
    notFound: compile(messages?.notFound),
  };
}
