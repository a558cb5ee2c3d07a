/** Body, signature and key of adobe/aio-lib-events, test/mock.js (Apache-2.0, © Adobe): `testEvent`, `signatureOptions`, `testPubKeys`. */
export const published = {
  body: '{"event_id":"eventId1","event":{"hello":"world"},"recipient_client_id":"client_id1"}',
  clientId: 'client_id1',
  signature:
    'Hgq9NEIAtFItHQfHYi2x94zAaHG7088PUDLdpSTdsFjLPD+IJCrKpSf4bxNeh3vHmMqj6zUVYfFEYvgI0riJNx12b3wIMHhoa/MxQGzzCcN4GnB/LVaTm9/1LZSxKpyR34FhaaYxbN3u3dSE60zk5swjzMKUFRmFiiE6k0knjcM+e0E3f1g9kFXgy/dUIOlty4SlS3hbv1UHS/BYXakH7d0lb4mrNxHIGNuIyFRmMpbZ4KyXDJo5nCQqvW0dZKAikpavf58/S8xbYyhJTImNJaUMZYQ5m8KD6H1ME48Hr3Q+Vgte9cXrTCreK1tVqCCy/ZaQGC7Z/qPOC+D849hi9g==',
  publicKey: Buffer.from(
    'LS0tLS1CRUdJTiBQVUJMSUMgS0VZLS0tLS0KTUlJQklqQU5CZ2txaGtpRzl3MEJBUUVGQUFPQ0FROEFNSUlCQ2dLQ0FRRUFyR3dVSUlkYUJTVXJacTRWMjRjTApSM0kxOWdlbDl1QkJtWEUzbHQ0b1ZIRjBsTXNIbkE3MmNKTmYvSVBGWURXRWxNL3RFNGJhdDhwNzhPMlpRcHVzCjZuemkvSVNmU1dwcldodlR1STVzS3g2Q1ZnYlJJelVNNlZUSWN2bzhvM1BLNDlIYmdhY1JpVUFCWjF1Tm83Q3oKUGZtdTV4QVkrbDJJZTFEdDh5cGVyb3RLQUtKbXVQWWVGV0tHZTl0emJQWWdGbHVDeThEalBwMmdHc21qc29yUgovQ1ZSSnE4ZldsNWFUTGhhK1pIU1R1eU5ZK1JRaEMvZlo3Q0hmODlFZFN2b255dTZXNy9TSm1TZjlER0dqbVgwCkhKTlJFcWRURTlRZGJTQk1mTm4vcGE5ZkNHd1IzeUVvQVpDa2ZWRzA2WHgwMnZPSTBRMVJBa2YydEdoTzRic1oKY3dJREFRQUIKLS0tLS1FTkQgUFVCTElDIEtFWS0tLS0t',
    'base64',
  ).toString(),
} as const;
