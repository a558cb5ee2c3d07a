/** Why something that was asked for was not done, for whoever asked. Nothing has changed. */
export interface Objection {
  readonly problem:
    | 'invalid' // it cannot be understood
    | 'not-found'
    | 'conflict' // it cannot be done as things are
    | 'locked'; // the stage takes no writes
  readonly error: string;
  /** For programs, where the problem alone does not say it. */
  readonly code?: string;
}

export function isObjection(answer: object): answer is Objection {
  return 'problem' in answer && 'error' in answer;
}
