import { describe } from 'vitest';
import { operatorsNight } from './night.ts';
import { processOperatorWorld } from './process-world.ts';

describe('a night at npm start', () => operatorsNight(processOperatorWorld));
