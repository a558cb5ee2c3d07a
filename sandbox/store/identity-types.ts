import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Identity, IdentityType, IdentityTypes } from '../resolution/identity.ts';
import { numberOf, textOf } from './database.ts';

/** The tenant's identity types: those of the options, and those that were added since, which win. */
export class IdentityTypeTable {
  readonly #configured: readonly IdentityType[];
  readonly #known = new Map<string, IdentityType>();
  readonly #numberOfCode = new Map<string, number>();
  readonly #codeOfNumber = new Map<number, string>();
  #isChanged = false;
  readonly #mention: StatementSync;
  readonly #define: StatementSync;
  readonly #all: StatementSync;
  readonly #isHeldTwice: StatementSync;

  constructor(database: DatabaseSync, configured: readonly IdentityType[]) {
    this.#configured = configured;
    this.#mention = database.prepare('INSERT INTO identity_types (code) VALUES (?) ON CONFLICT DO NOTHING');
    this.#define = database.prepare(
      `INSERT INTO identity_types (code, definition) VALUES (?, ?)
       ON CONFLICT (code) DO UPDATE SET definition = excluded.definition`,
    );
    this.#all = database.prepare('SELECT number, code, definition FROM identity_types ORDER BY number');
    this.#isHeldTwice = database.prepare(
      'SELECT 1 FROM identities WHERE type = ? GROUP BY customer HAVING count(*) > 1 LIMIT 1',
    );
    this.configure();
  }

  /** Types keep the number they were first given; types that left the configuration stay readable. */
  configure(): void {
    for (const { code } of this.#configured) this.#mention.run(code);
    this.load();
  }

  load(): void {
    this.#isChanged = false;
    this.#known.clear();
    this.#numberOfCode.clear();
    this.#codeOfNumber.clear();
    for (const type of this.#configured) this.#known.set(type.code, type);
    for (const row of this.#all.all()) {
      const code = textOf(row, 'code');
      this.#numberOfCode.set(code, numberOf(row, 'number'));
      this.#codeOfNumber.set(numberOf(row, 'number'), code);
      if (row['definition'] !== null) this.#known.set(code, JSON.parse(textOf(row, 'definition')) as IdentityType);
    }
  }

  get known(): IdentityTypes {
    return this.#known;
  }

  /** Adds a type, or changes the one of that code. */
  define(type: IdentityType): void {
    this.#define.run(type.code, JSON.stringify(type));
    this.load();
    this.#isChanged = true;
  }

  /** After a transaction that was not kept. */
  forgetChanges(): void {
    if (this.#isChanged) this.load();
  }

  isHeldTwice(code: string): boolean {
    const number = this.#numberOfCode.get(code);
    return number !== undefined && this.#isHeldTwice.get(number) !== undefined;
  }

  numberOf(code: string): number | undefined {
    return this.#numberOfCode.get(code);
  }

  /** A customer's identities as its row lists them, in the order of their types, then of their values. */
  readList(json: string): readonly Identity[] {
    const list = JSON.parse(json) as (readonly [number, string])[];
    return list
      .sort(([type, value], [otherType, otherValue]) => type - otherType || (value < otherValue ? -1 : 1))
      .map(([number, value]) => {
        const type = this.#codeOfNumber.get(number);
        if (type === undefined) throw new Error('an identity has a type number without a code');
        return { type, value };
      });
  }

  writeList(identities: readonly Identity[]): string {
    return JSON.stringify(identities.map(({ type, value }) => [this.#numberOfCode.get(type), value]));
  }
}
