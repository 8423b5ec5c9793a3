import type { ComponentChildren } from 'preact';

/** Says what a form has just done. */
export function Notice({ children }: { children: ComponentChildren }) {
  return (
    <p class="notice" role="status">
      {children}
    </p>
  );
}
