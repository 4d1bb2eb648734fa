import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Api } from '../api/client.js';
import type { Feed } from './feed.js';
import type { Links } from './links.js';

/** What everything on the page shares while somebody is signed in. */
export interface Desk {
  api: Api;
  feed: Feed;
  links: Links;
}

export const DeskContext = createContext<Desk | null>(null);

export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (!desk) throw new Error('there is no desk outside <DeskContext.Provider>');
  return desk;
}
