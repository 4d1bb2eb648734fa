import { notices } from '../state/notices.js';
import { useStore } from '../state/store.js';

export function Notices() {
  const shown = useStore(notices);
  return (
    <div class="notices" role="status" aria-live="polite">
      {shown.map(({ id, text }) => (
        <p class="notice" key={id}>
          {text}
        </p>
      ))}
    </div>
  );
}
