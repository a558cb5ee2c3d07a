import { Button, Modal, Progress, Stack, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { PlanProgress } from '../../../operations/plans.ts';
import { useLanguage } from '../i18n/language.tsx';
import { Failure } from './notice.tsx';
import { usePlan } from './use-plan.ts';
import { WhoAndWhyForm } from './who-and-why.tsx';

interface PlanDialogProps {
  readonly path: string;
  readonly action: 'redrive' | 'replay' | 'discard';
  readonly select: object;
  readonly button: string;
  /** What a plan of so many would do. */
  readonly text: (count: string) => ReactNode;
}

/** Plan, run, report: what is chosen is counted first, and nothing else is touched. */
export function PlanDialog({ path, action, select, button, text }: PlanDialogProps) {
  const { t, number } = useLanguage();
  const [isOpen, setOpen] = useState(false);
  const [progress, setProgress] = useState<PlanProgress>();
  const { plan, run } = usePlan(path, setProgress);
  const isDiscard = action === 'discard';
  const open = () => {
    setOpen(true);
    setProgress(undefined);
    plan.reset();
    run.reset();
    if (!isDiscard) plan.mutate({ action, select });
  };
  const error = plan.error ?? run.error;
  return (
    <>
      <Button variant={isDiscard ? 'default' : 'filled'} onClick={open}>
        {button}
      </Button>
      <Modal
        opened={isOpen}
        onClose={() => setOpen(false)}
        title={button}
        closeButtonProps={{ 'aria-label': t.common.close }}
      >
        <Stack gap="sm">
          {isDiscard && !plan.data && (
            <WhoAndWhyForm
              action={t.letters.plan}
              isPending={plan.isPending}
              onSubmit={(asker) => plan.mutate({ action, select, ...asker })}
            />
          )}
          {plan.data && <Text size="sm">{text(number(plan.data.count))}</Text>}
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
                onClick={() => plan.data && run.mutate(plan.data.plan)}
              >
                {t.letters.run}
              </Button>
            ))}
        </Stack>
      </Modal>
    </>
  );
}
