/** What a till knows of whoever has just paid. */
export interface Receipt {
  readonly till: string;
  readonly number: string;
  readonly paidAt: Date;
  /** Scanned from the member card: it is the card's holder's. */
  readonly memberNo?: string;
  /** Told at the till and typed in, as text: nobody has proved it. */
  readonly phone?: string;
}

/** Undefined where the receipt names nobody. A till that was offline sends its receipts later, with the time at which each was paid. */
export function told({ till, number, paidAt, memberNo, phone }: Receipt): string | undefined {
  if (memberNo === undefined && phone === undefined) return undefined;
  return JSON.stringify({
    specversion: '1.0',
    id: `${till}-${number}`,
    source: '/brand-events/brand-demo',
    type: 'member.updated',
    // Of a guest the receipt stands for the person: two guests are not one because they stood at the same till.
    subject: memberNo ?? `${till}-${number}`,
    time: paidAt.toISOString(),
    datacontenttype: 'application/json',
    connection: 'brand-demo',
    receivedtime: paidAt.toISOString(),
    data: {
      identities: [
        ...(memberNo === undefined ? [] : [{ kind: 'member-no', value: memberNo }]),
        ...(phone === undefined ? [] : [{ kind: 'mobile', value: phone, grade: 'claimed' }]),
      ],
    },
  });
}
