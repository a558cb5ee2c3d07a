import { amazonIdentity } from '../../../../../../functions/shared/sources/platforms/amazon/identify.ts';
import { testContents } from '../../../../../kit/contents.ts';

const change = { SellerId: 'A1INVENTED', AmazonOrderId: '902-3159896-1390916', OrderChangeType: 'OrderStatusChange' };

testContents({
  platform: 'amazon',
  options: {},
  evidence: amazonIdentity.evidence,
  fields: {
    NotificationType: ['ORDER_CHANGE', 'ORDER_STATUS_CHANGE'],
    OrderChangeNotification: [change, { ...change, BuyerEmail: 'x1@marketplace.amazon.de' }],
    SellerId: ['A1INVENTED'],
    'detail-type': ['x'],
  },
  message: ({ NotificationType, ...Payload }) => ({ NotificationType, Payload }),
  strangers: ['15931000001', 'x1@marketplace.amazon.de'],
});
