import { CdpError } from '../../functions/shared/cdp/cdp-error.ts';
import type { Transport } from '../../functions/shared/cdp/transport.ts';
import { PortError, type PortKind } from '../../functions/shared/ports/port-error.ts';
import type { Boundary, Weather } from './disturbances.ts';
import type { VirtualTime } from './virtual-time.ts';

/** One life of a host. Whoever waits for it when it has ended waits for ever. */
export interface Mortal {
  readonly isAlive: () => boolean;
  /** Work at a boundary: it may fail before it is done or after, and the host may die there. */
  readonly through: <A extends readonly unknown[], R>(
    boundary: Boundary,
    work: (...args: A) => Promise<R>,
  ) => (...args: A) => Promise<R>;
  /** A call to the CDP, which has failures of its own. */
  readonly calling: (transport: Transport) => Transport;
}

export const never = <T>(): Promise<T> => new Promise(() => undefined);

export function liveUntilKilled(weather: Weather, time: VirtualTime, onDeath: () => void): Mortal {
  let alive = true;
  const die = () => {
    alive = false;
    onDeath();
  };
  /** Does the work unless the host dies before it, and goes on unless it dies after it. */
  const surviving = async <R>(work: () => Promise<R>): Promise<R> => {
    if (!alive) return never();
    const death = weather.kills(time.now);
    if (death === 'before') die();
    if (!alive) return never();
    const result = await work();
    if (death === 'after') die();
    return alive ? result : never();
  };
  return {
    isAlive: () => alive,
    through(boundary, work) {
      return (...args) => {
        const failure = weather.at(boundary, time.now);
        const error = () => new PortError(kinds[boundary], 'InternalServerError', true);
        const failing = async () => {
          if (failure === 'before') throw error();
          const result = await work(...args);
          if (failure === 'after') throw error();
          return result;
        };
        return surviving(failing);
      };
    },
    calling: (transport) => async (request) => {
      const ended = await surviving(async () => {
        try {
          return { response: await transport(request) };
        } catch (error) {
          if (error instanceof CdpError) return { error };
          throw error;
        }
      });
      if ('error' in ended) throw ended.error;
      return ended.response;
    },
  };
}

const kinds: Readonly<Record<Boundary, PortKind>> = {
  'event queue: send': 'queue',
  'event queue: remove': 'queue',
  'inlet queue: remove': 'queue',
  visibility: 'queue',
  'dead letters': 'dead-letters',
  'ledger: read': 'ledger',
  'ledger: write': 'ledger',
  'ledger: remove': 'ledger',
  leases: 'leases',
  cases: 'cases',
  archive: 'archive',
  secrets: 'secrets',
};
