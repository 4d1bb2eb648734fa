import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

/** What the control inside a field needs to be labelled and, when at fault, to say so. */
export interface ControlProps {
  id: string;
  'aria-invalid'?: true;
  'aria-describedby'?: string;
}

interface FieldProps {
  label: string;
  hint?: string;
  fault?: string;
  optional?: boolean;
  class?: string;
  children: (control: ControlProps) => ComponentChildren;
}

export function Field({ label, hint, fault, optional, class: extra, children }: FieldProps) {
  const id = useId();
  const described = [hint && `${id}-hint`, fault && `${id}-fault`].filter(Boolean).join(' ');
  const control: ControlProps = {
    id,
    ...(fault && { 'aria-invalid': true as const }),
    ...(described && { 'aria-describedby': described }),
  };
  return (
    <div class={`field ${extra ?? ''}`}>
      <label for={id}>
        {label}
        {optional && <span class="optional"> optional</span>}
      </label>
      {children(control)}
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {fault && (
        <p class="fault" id={`${id}-fault`}>
          {fault}
        </p>
      )}
    </div>
  );
}

/** Puts the cursor where the first fault is, after the faults have been drawn. */
export function focusFirstFault(form: HTMLElement | null): void {
  requestAnimationFrame(() => form?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
}
