import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { ExtendedAttributeDefinition } from '../extended-attribute.ts';
import { textOf } from './database.ts';

/** The declared extended attributes of customers: those of the options, and those that were added since, which win. */
export class AttributeTable {
  readonly #configured: readonly ExtendedAttributeDefinition[];
  readonly #known = new Map<string, ExtendedAttributeDefinition>();
  #isChanged = false;
  readonly #define: StatementSync;
  readonly #all: StatementSync;

  constructor(database: DatabaseSync, configured: readonly ExtendedAttributeDefinition[]) {
    this.#configured = configured;
    this.#define = database.prepare(
      `INSERT INTO extended_attributes (key, definition) VALUES (?, ?)
       ON CONFLICT (key) DO UPDATE SET definition = excluded.definition`,
    );
    this.#all = database.prepare('SELECT definition FROM extended_attributes ORDER BY key');
    this.load();
  }

  load(): void {
    this.#isChanged = false;
    this.#known.clear();
    for (const definition of this.#configured) this.#known.set(definition.key, definition);
    for (const row of this.#all.all()) {
      const definition = JSON.parse(textOf(row, 'definition')) as ExtendedAttributeDefinition;
      this.#known.set(definition.key, definition);
    }
  }

  get all(): readonly ExtendedAttributeDefinition[] {
    return [...this.#known.values()];
  }

  get(key: string): ExtendedAttributeDefinition | undefined {
    return this.#known.get(key);
  }

  /** Q27: by key, then by label. */
  find(name: string): ExtendedAttributeDefinition | undefined {
    return this.#known.get(name) ?? this.all.find(({ label }) => label === name);
  }

  define(definition: ExtendedAttributeDefinition): void {
    this.#define.run(definition.key, JSON.stringify(definition));
    this.load();
    this.#isChanged = true;
  }

  /** After a transaction that was not kept. */
  forgetChanges(): void {
    if (this.#isChanged) this.load();
  }
}
