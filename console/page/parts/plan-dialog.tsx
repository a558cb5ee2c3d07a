import { Button, Modal, Progress, Stack, Text } from '@mantine/core';
import { createContext, type ReactNode, use, useState } from 'react';
import type { PlanProgress } from '../../../operations/plans.ts';
import { useLanguage } from '../i18n/language.tsx';
import { Failure } from './notice.tsx';
import { usePlan } from './use-plan.ts';
import { WhoAndWhyForm } from './who-and-why.tsx';

interface ChosenPlan {
  readonly path: string;
  readonly action: 'redrive' | 'replay' | 'discard';
  readonly select: object;
  /** Of the button, and above the dialog. */
  readonly button: string;
  /** What a plan of so many would do. */
  readonly text: (count: string) => ReactNode;
}

const Context = createContext<((chosen: ChosenPlan) => void) | undefined>(undefined);

/** Plan, run, report: what is chosen is counted first, and nothing else is touched. */
export function PlanDialog(chosen: ChosenPlan) {
  const open = use(Context);
  return (
    <Button variant={chosen.action === 'discard' ? 'default' : 'filled'} onClick={() => open?.(chosen)}>
      {chosen.button}
    </Button>
  );
}

/** Where the dialogs of plans stand: what a plan has sent away is on no list any more, and its report is still read. */
export function PlanHost({ children }: { readonly children: ReactNode }) {
  const { t, number } = useLanguage();
  const [chosen, setChosen] = useState<ChosenPlan>();
  const [isOpen, setOpen] = useState(false);
  const [progress, setProgress] = useState<PlanProgress>();
  const { plan, run } = usePlan(setProgress);
  const open = (next: ChosenPlan) => {
    const { path, action, select } = next;
    setChosen(next);
    setOpen(true);
    setProgress(undefined);
    plan.reset();
    run.reset();
    if (action !== 'discard') plan.mutate({ path, action, select });
  };
  const error = plan.error ?? run.error;
  return (
    <Context value={open}>
      {children}
      <Modal
        opened={isOpen}
        onClose={() => setOpen(false)}
        title={chosen?.button}
        closeButtonProps={{ 'aria-label': t.common.close }}
      >
        {chosen && (
          <Stack gap="sm">
            {chosen.action === 'discard' && !plan.data && (
              <WhoAndWhyForm
                action={t.letters.plan}
                isPending={plan.isPending}
                onSubmit={({ by, why }) =>
                  plan.mutate({ path: chosen.path, action: chosen.action, select: chosen.select, by, why })
                }
              />
            )}
            {plan.data && <Text size="sm">{chosen.text(number(plan.data.count))}</Text>}
            {plan.data?.privacyLeftOut !== undefined && plan.data.privacyLeftOut > 0 && (
              <Text size="sm">{t.letters.leftOut(plan.data.privacyLeftOut)}</Text>
            )}
            {progress && (
              <>
                <Progress
                  value={((progress.done + progress.gone) / Math.max(progress.planned, 1)) * 100}
                  aria-label={t.letters.plan}
                />
                <Text size="sm" role="status">
                  {t.letters.report(progress.done, progress.gone)}
                </Text>
              </>
            )}
            {run.isPending && (
              <Text size="sm" c="dimmed">
                {t.letters.canLeave}
              </Text>
            )}
            {error && (
              <Text role="alert" size="sm" c="red">
                <Failure error={error} />
              </Text>
            )}
            {plan.data &&
              (run.isSuccess ? (
                <Button variant="default" onClick={() => setOpen(false)}>
                  {t.common.close}
                </Button>
              ) : (
                <Button
                  loading={run.isPending}
                  disabled={plan.data.count === 0}
                  onClick={() => plan.data && run.mutate({ path: chosen.path, id: plan.data.plan })}
                >
                  {t.letters.run}
                </Button>
              ))}
          </Stack>
        )}
      </Modal>
    </Context>
  );
}
