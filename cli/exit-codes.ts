/** How a command ends, for scripts. The table for people is in docs/operate.md. */
export const exitCodes = {
  done: 0,
  /** A bug of ours, or something that must not be. */
  unexpected: 1,
  /** The command cannot be understood, or asks before it acts and nobody is there. */
  usage: 2,
  /** There is no such event, person, letter, file or connection. */
  notFound: 3,
  /** What should be genuine, or read as expected, is not. */
  verification: 4,
  /** A configuration, a secret or a folder is missing or wrong. */
  configuration: 5,
  /** The CDP says no. */
  declined: 6,
  /** A part is done, or the end is not known yet. */
  partlyDone: 7,
  /** Nothing answers. */
  unreachable: 8,
  /** Of `status`: something waits for a person to look at. */
  look: 10,
  /** Of `status`: nothing is delivered, or something cannot be delivered. */
  act: 11,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
