import { connect } from '@nats-io/transport-node';
import { Redis } from 'ioredis';

/** Counts the messages that pass a broker. */
export interface Ear {
  heard: number;
  close(): Promise<void>;
}

const ALL = 'paylink.events.';

export async function listenTo(url: string): Promise<Ear> {
  const ear: Ear = { heard: 0, close: async () => undefined };
  if (url.startsWith('nats:')) {
    const connection = await connect({ servers: new URL(url).host });
    connection.subscribe(`${ALL}>`, { callback: () => void ear.heard++ });
    await connection.flush();
    ear.close = () => connection.close();
  } else {
    const client = new Redis(url);
    await client.psubscribe(`${ALL}*`);
    client.on('pmessage', () => ear.heard++);
    ear.close = async () => client.disconnect();
  }
  return ear;
}
