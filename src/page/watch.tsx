import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';

const everyMs = 3000;
/** Somebody who typed or moved within that time is reading. */
const idleMs = 3000;

/** Loads a page again that is written again; the fragment keeps what is looked at, the session where. */
export function Watch(): JSX.Element {
  const [isLive, setLive] = useState(true);
  useEffect(() => {
    restorePlace();
    if (!isLive) return undefined;
    let last = 0;
    const busy = (): void => {
      last = performance.now();
    };
    const look = (): void => {
      if (document.visibilityState === 'visible' && performance.now() - last > idleMs) location.reload();
    };
    for (const kind of signs) addEventListener(kind, busy, { passive: true });
    addEventListener('pagehide', keepPlace);
    const timer = setInterval(look, everyMs);
    return () => {
      clearInterval(timer);
      removeEventListener('pagehide', keepPlace);
      for (const kind of signs) removeEventListener(kind, busy);
    };
  }, [isLive]);
  return (
    <p class="watch">
      <label>
        <input type="checkbox" checked={isLive} onChange={({ currentTarget }) => setLive(currentTarget.checked)} />{' '}
        follow further proofs
      </label>
    </p>
  );
}

const signs = ['pointermove', 'pointerdown', 'keydown', 'wheel', 'touchmove'] as const;
const key = 'flowproof-place';

function keepPlace(): void {
  const grid = document.querySelector('.grid');
  sessionStorage.setItem(key, JSON.stringify([scrollX, scrollY, grid?.scrollLeft, grid?.scrollTop]));
}

function restorePlace(): void {
  const [x = 0, y = 0, left = 0, top = 0] = JSON.parse(sessionStorage.getItem(key) ?? '[]') as number[];
  scrollTo(x, y);
  document.querySelector('.grid')?.scrollTo(left, top);
}
