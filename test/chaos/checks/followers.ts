import type { Finding } from '../diary.js';
import type { Check } from './check.js';

/** Each subscription, resumed over its drops, brought the log: nothing missing, nothing twice, in order. */
export const checkFollowers: Check = ({ state, followed }) =>
  followed.flatMap((events, index): Finding[] => {
    const { length } = state.events;
    const at = state.events.findIndex((event, place) => event.id !== events[place]?.id);
    if (at < 0 && events.length === length) return [];
    const place = at < 0 ? length : at;
    const [expected, got] = [state.events[place], events[place]];
    const text = `subscription ${index} has ${events.length} events of ${length}; at place ${place} it has ${got?.type ?? 'nothing'} instead of ${expected?.type ?? 'nothing'}`;
    return [{ linkId: expected?.payment_link_id ?? got?.paymentLinkId ?? null, text }];
  });
