import * as z from 'zod/mini';
import { must } from '../../functions/shared/cdp/contract/field.ts';
import { textField } from '../../functions/shared/cdp/contract/vocabulary.ts';
import { bodyEndpoint, queryEndpoint } from '../endpoints/endpoint.ts';
import type { TenantClock } from '../protocol/clock.ts';
import { success } from '../protocol/message.ts';
import { formatShanghaiTime, parseShanghaiTime } from '../protocol/time.ts';
import { decline } from '../declined.ts';

const seconds = z
  .number(must('a number of seconds'))
  .check(z.refine((value) => Math.abs(value) <= 3_155_760_000, 'must be within a century'));

const order = z.object({
  /** RFC 3339, or `yyyy-MM-dd HH:mm:ss` in +08:00. */
  time: z.optional(textField),
  advanceSeconds: z.optional(seconds),
});

/** Only the years that ids can carry. */
const EARLIEST = Date.UTC(2000, 0, 1);
const LATEST = Date.UTC(2069, 0, 1);

const read = (clock: TenantClock) => {
  const now = clock.now();
  return success({
    now: new Date(now).toISOString(),
    shanghai: formatShanghaiTime(now),
    offsetSeconds: clock.offset / 1000,
  });
};

/** `GET /sandbox/clock` */
export const clockReading = (clock: TenantClock) => queryEndpoint(z.object({}), () => read(clock));

/** `POST /sandbox/clock`: sets the clock, then advances it; an empty order puts it back to the machine's. It goes on running. */
export const clockOrder = (clock: TenantClock) =>
  bodyEndpoint(order, (_tenant, { time, advanceSeconds }) => {
    const set = time === undefined ? clock.now() : (parseShanghaiTime(time) ?? Date.parse(time));
    const wanted = set + (advanceSeconds ?? 0) * 1000;
    if (Number.isNaN(set)) return decline('E_FIELD', 'time must be RFC 3339, or yyyy-MM-dd HH:mm:ss in +08:00');
    if (wanted < EARLIEST || wanted >= LATEST) return decline('E_FIELD', 'the clock goes from 2000 to 2068');
    if (time === undefined && advanceSeconds === undefined) clock.shift(0);
    else clock.set(wanted);
    return read(clock);
  });
