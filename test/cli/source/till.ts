import { openReading } from '../../../cli/source/connection.ts';
import { demoConfig } from '../../kit/demo.ts';

/** A till whose receipts say something of their buyer. */
export const till = (more: object = {}, region?: string) =>
  openReading(
    demoConfig({
      connections: {
        till: {
          source: 'github-style',
          ...(region !== undefined && { region }),
          options: {
            typePath: 'type',
            timePath: 'at',
            events: {
              sold: {
                identities: [
                  { kind: 'mobile', path: 'buyer.phone' },
                  { kind: 'email', path: 'buyer.email' },
                  { kind: 'member-no', path: 'buyer.card', scope: 'tea' },
                ],
                profile: { name: 'buyer.name', birthday: 'buyer.born', city: 'buyer.city', gender: 'buyer.sex' },
                when: [{ path: 'state', equals: 'paid' }],
                ...more,
              },
            },
          },
        },
      },
    }),
    'till',
  );
