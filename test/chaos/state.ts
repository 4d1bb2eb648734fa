import type { World } from './world.js';

/** What our database holds; names as in the tables, amounts as numbers. */
export interface OurLink {
  id: string;
  status: string;
  amount_minor: number;
}

export interface OurSession {
  session_id: string;
  payment_link_id: string;
  status: string;
}

export interface OurOrder {
  id: string;
  payment_link_id: string;
  provider_order_id: string;
  status: string;
  fraud_status: string;
  order_amount_minor: number;
  captured_minor: number;
  capturing_minor: number;
  refunded_minor: number;
  refunding_minor: number;
  remaining_minor: number;
  acknowledged_at: Date | null;
}

export interface OurOperation {
  id: string;
  payment_link_id: string;
  kind: string;
  status: string;
  client_key: string | null;
  amount_minor: number | null;
  input: Record<string, unknown>;
  result: Record<string, string> | null;
  attempts: number;
}

export interface OurEvent {
  id: string;
  /** The transaction that wrote it. */
  xid: string;
  type: string;
  payment_link_id: string;
  status: string;
  session_status: string | null;
  data: Record<string, unknown>;
}

export interface State {
  links: OurLink[];
  sessions: OurSession[];
  orders: OurOrder[];
  operations: OurOperation[];
  /** In the log's order. */
  events: OurEvent[];
}

export async function readState(world: World): Promise<State> {
  const [links, sessions, orders, operations, events] = await Promise.all([
    world.rows<OurLink>('SELECT * FROM payment_links ORDER BY created_at'),
    world.rows<OurSession>('SELECT * FROM hosted_sessions ORDER BY created_at'),
    world.rows<OurOrder>('SELECT * FROM orders ORDER BY created_at'),
    world.rows<OurOperation>('SELECT * FROM operations ORDER BY created_at, id'),
    world.rows<OurEvent>('SELECT * FROM events ORDER BY xid, seq'),
  ]);
  return {
    links: links.map(withNumbers),
    sessions,
    orders: orders.map(withNumbers),
    operations: operations.map(withNumbers),
    events,
  };
}

/** Postgres gives 64-bit numbers as text. */
function withNumbers<Row extends object>(row: Row): Row {
  const entries = Object.entries(row).map(([name, value]) => [
    name,
    name.endsWith('_minor') && value !== null ? Number(value) : (value as unknown),
  ]);
  return Object.fromEntries(entries) as Row;
}
