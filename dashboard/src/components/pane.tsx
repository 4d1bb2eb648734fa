import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { paths } from '../state/route.js';
import { Icon } from './icons.js';

/** What opens beside the list, or in its place on a narrow screen. The keyboard follows it there. */
export function Pane({ label, children }: { label: string; children: ComponentChildren }) {
  const pane = useRef<HTMLElement>(null);
  useEffect(() => {
    pane.current?.focus({ preventScroll: true });
    if (matchMedia('(max-width: 999px)').matches) scrollTo(0, 0);
  }, []);
  return (
    <section ref={pane} class="pane" aria-label={label} tabindex={-1}>
      <a class="pane-close" href={paths.list} aria-label="Close, back to all links">
        <Icon name="back" />
        <span>All links</span>
        <Icon name="close" />
      </a>
      {children}
    </section>
  );
}
