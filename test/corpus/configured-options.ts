/** The options of the three senders. */
export const configuredOptions = {
  events: {
    sold: {
      identities: [
        { kind: 'member-no', path: 'id', grade: 'verified', scope: 'tea' },
        { kind: 'email', path: ['buyer.email', 'contact'] },
        { kind: 'mobile', path: 'buyer.phone' },
      ],
      profile: { name: 'buyer.name' },
      emailField: true,
      triggers: ['paid-order'],
    },
    joined: {
      identities: [
        { kind: 'member-no', path: 'id', grade: 'verified', scope: 'tea' },
        { kind: 'mobile', path: 'buyer.phone', grade: 'verified', basis: 'act' },
        { kind: 'email', path: 'buyer.email', grade: 'verified' },
      ],
      profile: { name: 'buyer.name' },
      nameFrom: 'account',
    },
    shipped: {
      identities: [{ kind: 'member-no', path: 'id', grade: 'verified', scope: 'tea' }],
      act: { kind: 'order', created: 'placed' },
    },
    changed: {
      identities: [{ kind: 'member-no', path: 'id', grade: 'verified', scope: 'tea' }],
      act: { kind: 'record' },
    },
    gone: {
      identities: [{ kind: 'member-no', path: 'id', grade: 'verified', scope: 'tea' }],
      when: [{ path: 'sure', equals: 'true' }],
      effect: 'erase',
    },
  },
};
