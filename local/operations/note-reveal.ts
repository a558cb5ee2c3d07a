import type { Clock } from '../../functions/shared/ports/ports.ts';
import type { Asker } from '../../operations/reveals.ts';
import type { Reveals } from '../store/reveals.ts';

/** Writes down that somebody is about to see something in clear. @param about masked, where it names a person */
export type NoteReveal = (asker: Asker, what: string, about: string) => Promise<void>;

export function openNoteReveal(reveals: Reveals, clock: Clock): NoteReveal {
  return ({ by, why }, what, about) => reveals.add({ at: clock(), by, why, what, about });
}
