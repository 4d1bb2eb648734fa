const PATHS = {
  plus: 'M8 3v10M3 8h10',
  search: 'M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10ZM11 11l3 3',
  close: 'M4 4l8 8M12 4l-8 8',
  back: 'M10 3 5 8l5 5',
  copy: 'M6 6V2.5h7.5V10H10M2.5 6H10v7.5H2.5z',
  check: 'm3 8.5 3.5 3.5L13 4.5',
  open: 'M9 2.5h4.5V7M13 3 7.5 8.5M7 4H3v9h9V9',
  save: 'M8 2.5v8M4.5 7 8 10.5 11.5 7M3 13.5h10',
  send: 'M14 2 7 9M14 2 9.5 14 7 9 2 6.5z',
  remove: 'M3 8h10',
} as const;

export function Icon({ name }: { name: keyof typeof PATHS }) {
  return (
    <svg class={`icon icon-${name}`} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}

/** The mark: a link that leads on. */
export function Mark() {
  return (
    <svg class="mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="8" />
      <path d="M8 16h16M17 9l7 7-7 7" />
    </svg>
  );
}
