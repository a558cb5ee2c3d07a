import { useLanguage } from '../../i18n/language.tsx';
import { Columns, Page } from '../../parts/page.tsx';
import { OpenRequests } from './open-requests.tsx';
import { Person } from './person.tsx';
import { Reveals } from './reveals.tsx';
import { Suppressions } from './suppressions.tsx';

/** What people may ask about themselves, whom no event may be used of, and who has seen values in clear. */
export function PrivacyScreen() {
  const { t } = useLanguage();
  return (
    <Page title={t.privacy.title}>
      <Columns>
        <Person />
        <OpenRequests />
      </Columns>
      <Columns>
        <Suppressions />
        <Reveals />
      </Columns>
    </Page>
  );
}
