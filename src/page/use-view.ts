import { useCallback, useEffect, useState } from 'preact/hooks';
import { readView, writeView, type View } from './view.ts';

/** The view that the URL's fragment names, and how to change a part of it. */
export function useView(): [View, (change: Partial<View>) => void] {
  const [view, setView] = useState(() => readView(location.hash));
  useEffect(() => {
    const follow = (): void => setView(readView(location.hash));
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  const change = useCallback((part: Partial<View>) => {
    setView((now) => {
      const next = { ...now, ...part };
      history.replaceState(undefined, '', `#${writeView(next)}`);
      return next;
    });
  }, []);
  return [view, change];
}
