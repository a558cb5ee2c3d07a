/** A customer as the sandbox lists them. */
export interface RehearsedCustomer {
  readonly id: string;
  /** Everything else, to be compared. */
  readonly text: string;
  /** Masked, for people. */
  readonly shown: string;
}

export interface CustomerDifference {
  readonly what: 'made' | 'joined' | 'changed';
  readonly customer: string;
  readonly before: string;
  readonly after: string;
}

/** What has become of the customers: who is new, who has become part of another or is gone, of whom something has changed. */
export function customerChanges(
  before: readonly RehearsedCustomer[],
  after: readonly RehearsedCustomer[],
): readonly CustomerDifference[] {
  const known = new Map(before.map((customer) => [customer.id, customer]));
  const left = new Map(after.map((customer) => [customer.id, customer]));
  const made = after.flatMap(({ id, shown }): CustomerDifference[] =>
    known.has(id) ? [] : [{ what: 'made', customer: id, before: '', after: shown }],
  );
  const joined = before.flatMap(({ id, shown }): CustomerDifference[] =>
    left.has(id) ? [] : [{ what: 'joined', customer: id, before: shown, after: '' }],
  );
  const changed = after.flatMap(({ id, text, shown }): CustomerDifference[] => {
    const was = known.get(id);
    return was && was.text !== text ? [{ what: 'changed', customer: id, before: was.shown, after: shown }] : [];
  });
  return [...joined, ...made, ...changed];
}

/** An event as a rehearsal has left it. */
export interface RehearsedEvent {
  readonly source: string;
  readonly id: string;
  readonly type: string;
  /** `done`, `ignored because …`. */
  readonly outcome: string;
  /** The other events of the same customer, by place; the same in two runs where they say the same of who is one. */
  readonly customer: string | undefined;
  readonly withheld: readonly string[];
}

export interface EventDifference {
  readonly event: string;
  readonly type: string;
  readonly before: string;
  readonly after: string;
}

/** Where two runs of the same events differ: how an event ended, with which others it became one customer, what was withheld. */
export function eventDifferences(
  before: readonly RehearsedEvent[],
  after: readonly RehearsedEvent[],
): readonly EventDifference[] {
  const others = new Map(after.map((event) => [`${event.source} ${event.id}`, event]));
  const companions = { before: companionsIn(before), after: companionsIn(after) };
  return before.flatMap((event) => {
    const other = others.get(`${event.source} ${event.id}`);
    if (!other) return [];
    const [one, two] = [told(event, companions.before), told(other, companions.after)];
    return one === two ? [] : [{ event: event.id.slice(0, 12), type: event.type, before: one, after: two }];
  });
}

/** Of each customer a digest of who is in it would do; the events' own names in order are as good. */
function companionsIn(events: readonly RehearsedEvent[]): ReadonlyMap<string, readonly string[]> {
  const all = new Map<string, string[]>();
  for (const { customer, id } of events) {
    if (customer === undefined) continue;
    const known = all.get(customer);
    if (known) known.push(id.slice(0, 12));
    else all.set(customer, [id.slice(0, 12)]);
  }
  return all;
}

const SHOWN = 3;

function told(event: RehearsedEvent, companions: ReadonlyMap<string, readonly string[]>): string {
  const { outcome, customer, id, withheld } = event;
  const others = (companions.get(customer ?? '') ?? []).filter((other) => other !== id.slice(0, 12)).toSorted();
  const more = others.length > SHOWN ? ` and ${others.length - SHOWN} more` : '';
  const one = others.length === 0 ? '' : `, one with ${others.slice(0, SHOWN).join(' ')}${more}`;
  return `${outcome}${one}${withheld.length === 0 ? '' : `, withheld ${withheld.toSorted().join(' ')}`}`;
}
