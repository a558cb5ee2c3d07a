/** Notifications of orders, which name no buyer; with `enrich` the Orders API is asked who bought. */
export const orderChanges: ReadonlySet<string> = new Set(['ORDER_CHANGE', 'ORDER_STATUS_CHANGE']);

/** Notifications that Amazon documents of other things, by what they tell of: amzn/selling-partner-api-models, schemas/notifications. */
const others: Readonly<Record<string, readonly string[]>> = {
  'offers, prices or fees': ['ANY_OFFER_CHANGED', 'B2B_ANY_OFFER_CHANGED', 'FEE_PROMOTION', 'PRICING_HEALTH'],
  'goods and how they are described': [
    'BRANDED_ITEM_CONTENT_CHANGE',
    'DETAIL_PAGE_TRAFFIC_EVENT',
    'ITEM_PRODUCT_TYPE_CHANGE',
    'ITEM_SALES_EVENT_CHANGE',
    'LISTINGS_ITEM_ISSUES_CHANGE',
    'LISTINGS_ITEM_MFN_QUANTITY_CHANGE',
    'LISTINGS_ITEM_STATUS_CHANGE',
    'PRODUCT_TYPE_DEFINITIONS_CHANGE',
  ],
  'stock or parcels': [
    'FBA_INVENTORY_AVAILABILITY_CHANGES',
    'FBA_OUTBOUND_SHIPMENT_STATUS',
    'FULFILLMENT_ORDER_STATUS',
    'ITEM_INVENTORY_EVENT_CHANGE',
    'SHIPMENT_TRACKING_MILESTONE_CHANGED',
  ],
  'reports, feeds or money': [
    'DATA_KIOSK_QUERY_PROCESSING_FINISHED',
    'FEED_PROCESSING_FINISHED',
    'REPORT_PROCESSING_FINISHED',
    'TRANSACTION_UPDATE',
  ],
};

export const aboutOtherThings: ReadonlyMap<string, string> = new Map(
  Object.entries(others).flatMap(([told, types]) => types.map((type) => [type, told] as const)),
);
