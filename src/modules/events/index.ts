export { EventsModule } from './events.module.js';
export { fromCursor, type Position } from './cursor.js';
export { EventFeed } from './event-feed.js';
export { EventLog, type NewEvent } from './event-log.js';
export { EVENT_TYPES, type EventType } from './event-types.js';
export { PaymentLinkEvent } from './payment-link-event.model.js';
