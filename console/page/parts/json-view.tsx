import { useEffect, useRef } from 'react';
import classes from './parts.module.css';

interface JsonViewProps {
  readonly json: unknown;
  /** Places that something was taken from: `customer.phone`, `identities[0].value`. */
  readonly marked?: ReadonlySet<string>;
  /** The one that is looked at. */
  readonly chosen?: string | undefined;
  readonly label: string;
}

/** JSON to read, with the places marked from which something was taken. */
export function JsonView({ json, marked = NONE, chosen, label }: JsonViewProps) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (chosen === undefined) return;
    box.current?.querySelector('[data-chosen="true"]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [chosen]);
  return (
    <div className={classes['json']} ref={box} role="group" aria-label={label} tabIndex={0}>
      <Value json={json} path="" marked={marked} chosen={chosen} />
    </div>
  );
}

/** What stands for a value that is not shown. */
const MASKED = '***';
const NONE: ReadonlySet<string> = new Set();

interface ValueProps {
  readonly json: unknown;
  readonly path: string;
  readonly marked: ReadonlySet<string>;
  readonly chosen: string | undefined;
}

function Value({ json, path, marked, chosen }: ValueProps) {
  const members = membersOf(json, path);
  if (members === undefined) {
    const text = typeof json === 'string' ? JSON.stringify(json) : String(json);
    return isMarked(path, marked) ? (
      <mark data-chosen={path === chosen || isBelow(path, chosen)}>{text}</mark>
    ) : (
      <span className={json === MASKED ? 'quiet' : undefined}>{text}</span>
    );
  }
  if (members.length === 0) return <span>{Array.isArray(json) ? '[]' : '{}'}</span>;
  return (
    <ul>
      {members.map(([name, member, at]) => (
        <li key={at}>
          <span>{name}:</span> <Value json={member} path={at} marked={marked} chosen={chosen} />
        </li>
      ))}
    </ul>
  );
}

function membersOf(json: unknown, path: string): readonly (readonly [string, unknown, string])[] | undefined {
  if (Array.isArray(json)) return json.map((member: unknown, index) => [String(index), member, `${path}[${index}]`]);
  if (typeof json !== 'object' || json === null) return undefined;
  return Object.entries(json).map(([name, member]) => [
    name,
    member as unknown,
    path === '' ? name : `${path}.${name}`,
  ]);
}

/** A source may name a place from where its record begins: `phone` for `data.phone`. */
function isMarked(path: string, marked: ReadonlySet<string>): boolean {
  return marked.has(path) || [...marked].some((field) => isBelow(path, field));
}

function isBelow(path: string, field: string | undefined): boolean {
  return field !== undefined && field !== '' && path.endsWith(`.${field}`);
}
