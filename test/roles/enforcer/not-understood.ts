/** The enforcer has met what it cannot judge. It never guesses: whoever meets this teaches it, from AWS's own reference. */
export class NotUnderstood extends Error {
  readonly kind = 'not-understood';
  readonly retryable = false;

  constructor(what: string) {
    super(`the enforcer does not understand ${what}`);
    this.name = 'NotUnderstood';
  }
}
