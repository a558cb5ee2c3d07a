import { useQuery } from '@tanstack/react-query';
import { reasonTexts } from '../../../operations/console/reasons-page.ts';
import { ask } from '../api/client.ts';
import { useLanguage } from '../i18n/language.tsx';

/** What a reason means, in the reader's language; undefined for a code that has no text. */
function useReason(code: string | undefined) {
  const { code: language } = useLanguage();
  const { data } = useQuery({
    queryKey: ['reasons'],
    queryFn: ({ signal }) => ask(reasonTexts, '/api/reasons', undefined, signal),
    staleTime: Infinity,
  });
  return code === undefined ? undefined : data?.[language][code];
}

interface ReasonProps {
  readonly code: string;
  /** Says the cause and what to do, too. */
  readonly isWhole?: boolean;
}

/** A reason by its code and its meaning. */
export function Reason({ code, isWhole = false }: ReasonProps) {
  const text = useReason(code);
  return (
    <>
      <span className="mono">{code}</span>
      {text && <div>{text.summary}</div>}
      {text && isWhole && (
        <>
          <div className="quiet">{text.cause}</div>
          <div>{text.fix}</div>
        </>
      )}
    </>
  );
}

export function ReasonSummary({ code }: { readonly code: string }) {
  const text = useReason(code);
  return text && <div>{text.summary}</div>;
}
