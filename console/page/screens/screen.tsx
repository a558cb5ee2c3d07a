import { lazy, Suspense } from 'react';
import { Notice } from '../parts/notice.tsx';
import { useLanguage } from '../i18n/language.tsx';
import { usePlace } from '../routing/location.ts';
import { CustomersScreen } from './customers/customers-screen.tsx';
import { EventScreen } from './event/event-screen.tsx';
import { EventsScreen } from './events/events-screen.tsx';

const CustomerScreen = lazy(async () => ({ default: (await import('./customer/customer-screen.tsx')).CustomerScreen }));

/** The screen of an address. */
export function Screen() {
  const { t } = useLanguage();
  const { path } = usePlace();
  const [screen = '', about, ...more] = path.split('/').slice(1).map(decodeURIComponent);
  if (more.length > 0) return <Notice title={t.common.notFound} />;
  switch (screen) {
    case '':
    case 'events':
      return about === undefined ? <EventsScreen /> : <EventScreen key={path} id={about} />;
    case 'customers':
      return about === undefined ? (
        <CustomersScreen />
      ) : (
        <Suspense fallback={<Notice title={t.common.loading} />}>
          <CustomerScreen key={path} id={about} />
        </Suspense>
      );
    default:
      return <Notice title={t.common.notFound} />;
  }
}
