import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { Alert } from './alert.js';

interface DialogProps {
  title: string;
  submit: string;
  /** For what cannot be taken back. */
  danger?: boolean;
  busy: boolean;
  problem: string[];
  onSubmit: () => void;
  onClose: () => void;
  children: ComponentChildren;
}

/** A modal question with one answer. The browser keeps the focus inside and gives it back on closing. */
export function Dialog({ title, submit, danger, busy, problem, onSubmit, onClose, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);

  return (
    <dialog
      ref={dialog}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        if (!busy) onClose();
      }}
    >
      <form
        novalidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!busy) onSubmit();
        }}
      >
        <h2 id={id}>{title}</h2>
        <div class="dialog-body">{children}</div>
        <Alert lines={problem} />
        <div class="dialog-actions">
          <button type="button" class="button" onClick={onClose} disabled={busy}>
            Back
          </button>
          <button
            type="submit"
            class={`button ${danger ? 'button-danger' : 'button-primary'}`}
            aria-busy={busy}
          >
            {busy ? 'Working…' : submit}
          </button>
        </div>
      </form>
    </dialog>
  );
}
