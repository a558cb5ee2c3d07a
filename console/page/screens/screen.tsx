import { lazy, Suspense } from 'react';
import { Notice } from '../parts/notice.tsx';
import { useLanguage } from '../i18n/language.tsx';
import { usePlace } from '../routing/location.ts';
import { CustomersScreen } from './customers/customers-screen.tsx';
import { CasesScreen } from './cases/cases-screen.tsx';
import { DeadLettersScreen } from './dead-letters/dead-letters-screen.tsx';
import { LetterScreen } from './dead-letters/letter-screen.tsx';
import { HealthScreen } from './health/health-screen.tsx';
import { JobsScreen } from './jobs/jobs-screen.tsx';
import { PlayScreen } from './play/play-screen.tsx';
import { PrivacyScreen } from './privacy/privacy-screen.tsx';
import { QuarantineScreen } from './quarantine/quarantine-screen.tsx';
import { QuarantinedScreen } from './quarantine/quarantined-screen.tsx';
import { SourceScreen } from './sources/source-screen.tsx';
import { SourcesScreen } from './sources/sources-screen.tsx';
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
    case 'cases':
      return <CasesScreen />;
    case 'dead-letters':
      return about === undefined ? <DeadLettersScreen /> : <LetterScreen key={path} id={about} />;
    case 'quarantine':
      return about === undefined ? <QuarantineScreen /> : <QuarantinedScreen key={path} id={about} />;
    case 'jobs':
      return <JobsScreen />;
    case 'privacy':
      return <PrivacyScreen />;
    case 'sources':
      return about === undefined ? <SourcesScreen /> : <SourceScreen key={path} name={about} />;
    case 'health':
      return <HealthScreen />;
    case 'play':
      return <PlayScreen />;
    default:
      return <Notice title={t.common.notFound} />;
  }
}
