import type { RefObject } from 'preact';
import { useLayoutEffect, useState } from 'preact/hooks';

/** What of a box's content is in sight, in pixels. */
export interface Sight {
  readonly top: number;
  readonly left: number;
  readonly width: number;
  readonly height: number;
}

/** Follows the scrolling and the size of a box, once a frame; within a step nothing is drawn anew. */
export function useSight(box: RefObject<HTMLElement | null>): Sight {
  const [sight, setSight] = useState<Sight>({ top: 0, left: 0, width: 0, height: 0 });
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    let frame = 0;
    const look = (): void => {
      frame = 0;
      const { scrollTop, scrollLeft, clientWidth: width, clientHeight: height } = element;
      const seen = { top: stepBefore(scrollTop), left: stepBefore(scrollLeft), width, height };
      setSight((known) => (isSame(known, seen) ? known : seen));
    };
    const follow = (): void => {
      frame ||= requestAnimationFrame(look);
    };
    look();
    element.addEventListener('scroll', follow, { passive: true });
    const sizes = new ResizeObserver(follow);
    sizes.observe(element);
    return () => {
      cancelAnimationFrame(frame);
      element.removeEventListener('scroll', follow);
      sizes.disconnect();
    };
  }, [box]);
  return sight;
}

/** Less than what is drawn beyond what is in sight, in pixels. */
const step = 100;

function stepBefore(length: number): number {
  return Math.floor(length / step) * step;
}

function isSame(one: Sight, other: Sight): boolean {
  return one.top === other.top && one.left === other.left && one.width === other.width && one.height === other.height;
}
