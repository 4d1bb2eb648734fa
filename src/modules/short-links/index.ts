export { ShortLinksModule } from './short-links.module.js';
