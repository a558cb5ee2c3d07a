/**
 * createCustomerByIdentity and singleDelete on plain maps: what the SQLite sandbox must agree with.
 * An identity is a string `type:value`, a customer a number.
 */

/** Overwrites what is known, and reads as if it had never been. */
const UNKNOWN_GENDER = '0';

export interface ModelType {
  readonly unique: boolean;
  readonly rank: number;
}

export interface ModelCall {
  readonly list: readonly string[];
  readonly priority: 'system' | 'custom';
  readonly strategy: 'identityFirst' | 'customerFirst';
  readonly autoMerge: boolean;
  readonly fields: Readonly<Record<string, string>>;
}

export interface ModelResult {
  readonly target: number;
  readonly created: boolean;
  readonly linked: readonly string[];
  readonly leftOut: readonly string[];
  readonly merged: readonly number[];
  readonly keptApart: readonly number[];
}

export class Model {
  readonly owners = new Map<string, number>();
  readonly fields = new Map<number, Readonly<Record<string, string>>>();
  readonly survivors = new Map<number, number>();
  readonly #types: ReadonlyMap<string, ModelType>;
  #created = 0;

  constructor(types: ReadonlyMap<string, ModelType>) {
    this.#types = types;
  }

  call({ list, priority, strategy, autoMerge, fields }: ModelCall): ModelResult {
    const rank = (identity: string) => this.#type(identity).rank;
    const ordered = priority === 'custom' ? [...list] : [...list].sort((a, b) => rank(a) - rank(b));
    const owned = ordered.filter((identity) => this.owners.has(identity));
    const eligible = owned.filter((identity) => {
      const higher = ordered.slice(0, ordered.indexOf(identity));
      return strategy === 'customerFirst' || !higher.some((one) => this.#clash(this.#owner(identity), one));
    });
    const created = eligible[0] === undefined;
    const target = eligible[0] === undefined ? (this.#created += 1) : this.#owner(eligible[0]);
    const others = [...new Set(owned.map((identity) => this.#owner(identity)))].filter((owner) => owner !== target);

    const linked = ordered.filter((identity) => {
      const free = !this.owners.has(identity) && !this.#clash(target, identity);
      if (free) this.owners.set(identity, target);
      return free;
    });
    const leftOut = ordered.filter((identity) => !this.owners.has(identity));

    const merged: number[] = [];
    let values = this.fields.get(target) ?? {};
    for (const other of autoMerge ? others : []) {
      const identities = this.held(other);
      if (identities.some((identity) => this.#clash(target, identity))) continue;
      for (const identity of identities) this.owners.set(identity, target);
      for (const [old, survivor] of this.survivors) if (survivor === other) this.survivors.set(old, target);
      this.survivors.set(other, target);
      values = { ...this.fields.get(other), ...values };
      this.fields.delete(other);
      merged.push(other);
    }
    const sent = Object.entries(fields).filter(([, value]) => value !== '');
    const written = Object.entries({ ...values, ...Object.fromEntries(sent) });
    this.fields.set(target, Object.fromEntries(written.filter(([, value]) => value !== UNKNOWN_GENDER)));
    const keptApart = autoMerge ? others.filter((other) => !merged.includes(other)) : [];
    return { target, created, linked, leftOut, merged, keptApart };
  }

  delete(customer: number): void {
    for (const identity of this.held(customer)) this.owners.delete(identity);
    this.fields.delete(customer);
  }

  held(customer: number): string[] {
    return [...this.owners].filter(([, owner]) => owner === customer).map(([identity]) => identity);
  }

  #clash(customer: number, identity: string): boolean {
    if (!this.#type(identity).unique) return false;
    const sameType = `${identity.split(':')[0]}:`;
    return this.held(customer).some((one) => one !== identity && one.startsWith(sameType));
  }

  #owner(identity: string): number {
    return this.owners.get(identity) ?? Number.NaN;
  }

  #type(identity: string): ModelType {
    const type = this.#types.get(identity.split(':')[0] ?? '');
    if (type === undefined) throw new Error(`no type of ${identity}`);
    return type;
  }
}
