import { testSource } from '../../../../../kit/test-source.ts';

const TIMES = { created_at: '2026-03-01T04:00:00Z', updated_at: '2026-03-01T04:05:00Z' };
const customer = { id: '7001', email: 'lan@mail.example', phone: '+8615412349876', ...TIMES };
const order = { id: '9001', financial_status: 'waiting', ...TIMES, customer };

const delivery = (topic: string, body: object, says: readonly string[]) => ({
  headers: { 'x-shoplazza-topic': topic, 'x-shoplazza-shop-domain': 'tea.myshoplaza.com' },
  body: JSON.stringify(body),
  says,
});
const ofCustomer = [
  'shoplazza-customer@shop 7001 verified id',
  'email lan@mail.example claimed email',
  'mobile 15412349876 claimed phone',
];
const ofOrder = [
  'shoplazza-customer@shop 7001 verified customer.id',
  'email lan@mail.example claimed customer.email',
  'mobile 15412349876 claimed customer.phone',
];

testSource({
  platform: 'shoplazza',
  options: {},
  secret: { clientSecret: 'a key of this test' },
  captured: [
    delivery('customers/create', customer, ofCustomer),
    delivery('customers/update', { ...customer, tags: 'VIP' }, ofCustomer),
    delivery('orders/create', order, ofOrder),
    delivery('orders/paid', { ...order, financial_status: 'paid' }, ofOrder),
    delivery('orders/cancelled', { ...order, canceled_at: '2026-03-01T04:05:00Z' }, ofOrder),
  ],
});
