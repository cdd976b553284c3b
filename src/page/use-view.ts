import { useCallback, useEffect, useLayoutEffect, useState } from 'preact/hooks';
import { readView, writeView, type View } from './view.ts';

/** The view that the URL's fragment names, and how to change a part of it. */
export function useView(): [View, (change: Partial<View>) => void] {
  const [view, setView] = useState(() => readView(location.hash));
  useEffect(() => {
    const follow = (): void => setView(readView(location.hash));
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  useLayoutEffect(() => {
    const fragment = `#${writeView(view)}`;
    if (fragment !== (location.hash || '#')) history.replaceState(undefined, '', fragment);
  }, [view]);
  const change = useCallback((part: Partial<View>) => setView((now) => ({ ...now, ...part })), []);
  return [view, change];
}
