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
      moments: ['paid-order'],
    },
    gone: {
      identities: [{ kind: 'member-no', path: 'id', grade: 'verified', scope: 'tea' }],
      when: [{ path: 'sure', equals: 'true' }],
      effect: 'erase',
    },
  },
};
