/** A row of the CRM's nightly export. Every field is text as it stands in the file: a number would lose its leading zeros. */
export interface Row {
  readonly memberNo: string;
  readonly changedAt: string;
  readonly name: string;
  readonly mobile: string;
  /** ISO code; empty: the connection's own. */
  readonly country: string;
  /** Has the CRM confirmed the phone by a code in an SMS, once? */
  readonly isMobileConfirmed: boolean;
  readonly email: string;
}

/** A message of the inlet queue may hold a list. It must not be larger than 1 MiB. */
const ROWS_A_MESSAGE = 500;

/** The messages for one export. */
export function* exported(rows: Iterable<Row>): Generator<string> {
  let batch: object[] = [];
  for (const row of rows) {
    batch.push(changed(row));
    if (batch.length < ROWS_A_MESSAGE) continue;
    yield JSON.stringify(batch);
    batch = [];
  }
  if (batch.length > 0) yield JSON.stringify(batch);
}

/** The same row in the next export is the same event; a changed one is another. */
function changed({ memberNo, changedAt, name, mobile, country, isMobileConfirmed, email }: Row): object {
  const proof = isMobileConfirmed ? { basis: 'record' } : { grade: 'claimed' };
  return {
    specversion: '1.0',
    id: `crm-${memberNo}-${changedAt}`,
    source: '/brand-events/brand-demo',
    type: 'member.updated',
    subject: memberNo,
    time: changedAt,
    datacontenttype: 'application/json',
    connection: 'brand-demo',
    receivedtime: changedAt,
    data: {
      name,
      identities: [
        { kind: 'member-no', value: memberNo },
        { kind: 'mobile', value: mobile, countryCode: country, ...proof },
        { kind: 'email', value: email, grade: 'claimed' },
      ],
    },
  };
}
