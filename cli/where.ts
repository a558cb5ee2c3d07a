/** Which Guiyi is meant: the `npm start` with this state, or a stage on AWS. */
export interface Where {
  readonly data: string;
  readonly stack?: string;
  /** Of AWS; default: that of the environment or the profile. */
  readonly region?: string;
  /** Of the stage; default: as for `guiyi deploy`. */
  readonly config?: string;
}
