import { Button, Checkbox, Modal, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation } from '@tanstack/react-query';
import { type UndoPlan, undoPlan, type UndoPlanRequest } from '../../../../operations/undo.ts';
import { planWords } from '../../../../operations/undo/words.ts';
import { ask } from '../../api/client.ts';
import { useHealth } from '../../api/health.ts';
import { useLanguage } from '../../i18n/language.tsx';
import { Failure } from '../../parts/notice.tsx';
import { tableClass } from '../../parts/page.tsx';
import { type WhoAndWhy, WhoAndWhyForm } from '../../parts/who-and-why.tsx';
import { Link } from '../../routing/link.tsx';
import { addressOf } from '../../routing/location.ts';
import classes from './customer.module.css';

interface SeparateProps {
  /** A customer who is two people. */
  readonly about: string;
  /** Who became part of them. */
  readonly from?: string;
  /** Not where it was done already; what is open stays open. */
  readonly isOffered: boolean;
  readonly onChange: () => void;
}

/** Separates a customer who is two people: the plan first, with whose each identity is; then step by step. */
export function Separate({ about, from, isOffered, onChange }: SeparateProps) {
  const { t, code } = useLanguage();
  const { data: health } = useHealth();
  const [isOpen, { open, close }] = useDisclosure(false);
  const plan = useMutation({
    mutationFn: (choice: Partial<UndoPlanRequest>) =>
      ask(undoPlan, '/api/undo/plans', { about, ...(from !== undefined && { from }), ...choice }),
  });
  const next = useMutation({
    mutationFn: ({ by, why }: WhoAndWhy) =>
      ask(undoPlan, `/api/undo/plans/${encodeURIComponent(plan.data?.plan ?? '')}/next`, { by, note: why }),
    onSuccess: onChange,
  });
  if (health?.mayReveal === false) return null;
  const shown = next.data ?? plan.data;
  const step = shown?.steps.find(({ state }) => state === 'open');
  const isDone = shown !== undefined && shown.steps.length > 0 && step === undefined;
  const begin = () => {
    next.reset();
    open();
    plan.mutate({});
  };
  return (
    <>
      {isOffered && (
        <Button variant="default" onClick={begin}>
          {t.separate.button}
        </Button>
      )}
      <Modal
        opened={isOpen}
        onClose={close}
        title={t.separate.title}
        size="60rem"
        closeButtonProps={{ 'aria-label': t.common.close }}
      >
        <Stack gap="sm">
          {plan.isPending && !shown && <Text size="sm">{t.common.loading}</Text>}
          {shown && (
            <Plan
              plan={shown}
              isFixed={next.data !== undefined || plan.isPending || next.isPending}
              onChoose={(choice) => plan.mutate(choice)}
            />
          )}
          {plan.error && (
            <Text role="alert" size="sm" c="red">
              <Failure error={plan.error} />
            </Text>
          )}
          {shown?.steps.length === 0 && <Text size="sm">{t.separate.choose}</Text>}
          {step && (
            <WhoAndWhyForm
              text={step.byHand ? t.separate.byHand : t.separate.text}
              action={`${step.step}. ${planWords[code].steps[step.what]}`}
              isPending={next.isPending}
              error={next.error}
              onSubmit={(asker) => next.mutate(asker)}
            />
          )}
          {isDone && (
            <Text role="status">
              {t.separate.done}{' '}
              {shown.leaves.customer !== undefined && (
                <Link className="mono" href={addressOf.customer(shown.leaves.customer)}>
                  {shown.leaves.customer}
                </Link>
              )}
            </Text>
          )}
        </Stack>
      </Modal>
    </>
  );
}

interface PlanProps {
  readonly plan: UndoPlan;
  /** It is being carried out: nothing is chosen any more. */
  readonly isFixed: boolean;
  readonly onChoose: (choice: { readonly move: string[]; readonly keep: string[] }) => void;
}

function Plan({ plan, isFixed, onChoose }: PlanProps) {
  const { t, code, number, time } = useLanguage();
  const { stays, leaves, steps, limits } = plan;
  const words = planWords[code];
  const all = [
    ...stays.identities.map((identity) => ({ ...identity, isLeaving: false })),
    ...leaves.identities.map((identity) => ({ ...identity, isLeaving: true })),
  ];
  const choose = (key: string, isLeaving: boolean) => {
    const leaving = new Set(leaves.identities.map((identity) => identity.key));
    if (isLeaving) leaving.add(key);
    else leaving.delete(key);
    const keys = all.map((identity) => identity.key);
    onChoose({ move: keys.filter((one) => leaving.has(one)), keep: keys.filter((one) => !leaving.has(one)) });
  };
  return (
    <>
      <div style={{ overflowX: 'auto' }} tabIndex={0} role="group" aria-label={t.customer.identities}>
        <table className={tableClass}>
          <thead>
            <tr>
              <th>{t.separate.leaves}</th>
              <th>{t.event.kind}</th>
              <th>{t.common.value}</th>
              <th className="number">{t.nav.events}</th>
              <th>{t.separate.because}</th>
            </tr>
          </thead>
          <tbody>
            {all.map(({ key, kind, value, events, first, because, isLeaving }) => (
              <tr key={key}>
                <td>
                  <Checkbox
                    aria-label={`${t.separate.leaves}: ${kind} ${value}`}
                    checked={isLeaving}
                    disabled={isFixed}
                    onChange={(event) => choose(key, event.currentTarget.checked)}
                  />
                </td>
                <td>{kind}</td>
                <td className="mono">{value}</td>
                <td className="number" title={first && time.full(first)}>
                  {number(events)}
                </td>
                <td>{words.because[because]}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {[[t.separate.goesWith, leaves] as const, [t.separate.staysWith, stays] as const].map(
        ([title, { groups, fields }]) =>
          groups.length + fields.length === 0 ? null : (
            <Text key={title} size="sm">
              {title} {[...groups, ...fields].join(', ')}
            </Text>
          ),
      )}
      {steps.length > 0 && (
        <ol className={classes['steps']}>
          {steps.map(({ step, what, byHand, call, state }) => (
            <li key={step}>
              {state === 'done' && <b>✓ </b>}
              {words.steps[what]}{' '}
              <span className="quiet">{byHand ? words.byHand : <span className="mono">{call}</span>}</span>
            </li>
          ))}
        </ol>
      )}
      {limits.length > 0 && (
        <div>
          <Text size="sm" fw={600}>
            {t.separate.limits}
          </Text>
          <ul className={classes['steps']}>
            {limits.map((limit) => (
              <li key={limit}>{words.limit[limit]}</li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}
