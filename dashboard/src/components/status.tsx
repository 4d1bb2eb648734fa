import type { Label } from '../words.js';

export function Status({ label }: { label: Label }) {
  return <span class={`status status-${label.tone}`}>{label.text}</span>;
}
