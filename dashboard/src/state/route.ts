// First, since it takes a key out of the address before that is read as a route.
import './session.js';
import { Store } from './store.js';

export type Route = { at: 'list' } | { at: 'new' } | { at: 'link'; id: string };

/** Addresses live in the fragment, so that the server has one page to serve. */
export const paths = {
  list: '#/',
  new: '#/new',
  link: (id: string) => `#/links/${encodeURIComponent(id)}`,
};

export function parseRoute(hash: string): Route {
  const link = /^#\/links\/([^/]+)$/.exec(hash);
  if (link) return { at: 'link', id: decodeURIComponent(link[1]!) };
  return hash === paths.new ? { at: 'new' } : { at: 'list' };
}

export const route = new Store<Route>(parseRoute(location.hash));
addEventListener('hashchange', () => route.set(parseRoute(location.hash)));

export function go(path: string): void {
  location.hash = path;
}
