import type { ComponentChildren, JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

/** What is open beside the matrix: it takes the focus, and hands it back to what opened it. */
export function Panel({
  title,
  close,
  children,
}: {
  readonly title: string;
  readonly close: () => void;
  readonly children: ComponentChildren;
}): JSX.Element {
  const heading = useRef<HTMLHeadingElement>(null);
  // Before the next key can be pressed, so that none goes astray.
  useLayoutEffect(() => {
    const opener = document.activeElement;
    return () => (opener as HTMLElement | SVGElement | null)?.focus();
  }, []);
  useLayoutEffect(() => heading.current?.focus(), [title]);
  return (
    <aside class="details" aria-labelledby="panel" onKeyDown={({ key }) => key === 'Escape' && close()}>
      <button type="button" class="close" onClick={close}>
        Close
      </button>
      <h3 id="panel" tabIndex={-1} ref={heading}>
        {title}
      </h3>
      {children}
    </aside>
  );
}
