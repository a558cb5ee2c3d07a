import { mask } from '../functions/shared/identity/mask.ts';

/** `mobile:159****0001`: of an identity that somebody asked about the kind, and of the rest enough to know it again. */
export function maskAbout(about: string): string {
  const [kind = '', ...rest] = about.split(':');
  return rest.length === 0 ? mask(/^\d/.test(kind) ? 'mobile' : '', kind) : `${kind}:${mask(kind, rest.join(':'))}`;
}
