import type { GuiyiConfig } from '../../functions/shared/config/define-config.ts';
import former from '../fixtures/former-version/config.ts';

const { typedContacts: _typedContacts, ...cdp } = former.cdp;

/** What the former version is configured as, in this one. */
const config: GuiyiConfig = {
  ...former,
  // Of the journal the former version knows nothing.
  journal: { off: true },
  cdp: {
    ...cdp,
    identityTypes: { ...cdp.identityTypes, 'guiyi-subject': { code: 'guiyi-subject', value: 'scoped' } },
  },
};

export default config;
