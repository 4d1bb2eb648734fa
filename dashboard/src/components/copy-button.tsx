import { useState } from 'preact/hooks';
import { notify } from '../state/notices.js';
import { Icon } from './icons.js';

const SHOWN_MS = 2_000;

export function CopyButton({ text, what, quiet }: { text: string; what: string; quiet?: boolean }) {
  const [done, setDone] = useState(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // Browsers give the clipboard to secure pages only; elsewhere a selection is copied the old way.
      copyBySelection(text);
    }
    setDone(true);
    notify(`${what} copied.`);
    setTimeout(() => setDone(false), SHOWN_MS);
  };
  const icon = <Icon name={done ? 'check' : 'copy'} />;
  return quiet ? (
    <button type="button" class="button-icon" aria-label={`Copy: ${what}`} title="Copy" onClick={copy}>
      {icon}
    </button>
  ) : (
    <button type="button" class="button" onClick={copy}>
      {icon}
      {done ? 'Copied' : 'Copy link'}
    </button>
  );
}

function copyBySelection(text: string): void {
  const area = document.createElement('textarea');
  area.value = text;
  document.body.append(area);
  area.select();
  document.execCommand('copy');
  area.remove();
}
