import type { Band, Slot } from './axis.ts';

/** A slot with its place on the screen, in pixels from the first. */
export interface PlacedSlot extends Slot {
  readonly start: number;
  /** Counted from 0, bands and all. */
  readonly index: number;
}

export interface PlacedBand extends Omit<Band, 'slots'> {
  readonly start: number;
  readonly size: number;
  readonly slots: readonly PlacedSlot[];
}

/**
 * Places slots one after the other.
 *
 * @param size - Of a slot, in pixels.
 * @param heading - Of a band before its first slot, in pixels.
 */
export function placeBands(
  bands: readonly Band[],
  { size, heading }: { readonly size: number; readonly heading: number },
): PlacedBand[] {
  let start = 0;
  let index = 0;
  return bands.map((band) => {
    const bandStart = start;
    start += heading;
    const slots = band.slots.map((slot): PlacedSlot => {
      const placed = { ...slot, start, index };
      start += size;
      index += 1;
      return placed;
    });
    return { ...band, start: bandStart, size: start - bandStart, slots };
  });
}

/** Some slots that follow each other without a gap. */
export interface PlacedRun {
  readonly start: number;
  readonly slots: readonly PlacedSlot[];
}

/** Of how many slots: enough that few runs have to be looked at, few enough that little is drawn beyond what is in sight. */
export const runLength = 8;

/** All slots in runs, which are the same however far somebody scrolls. */
export function runsOf(slots: readonly PlacedSlot[]): PlacedRun[] {
  return [...Map.groupBy(slots, ({ index }) => Math.floor(index / runLength)).values()].map((run) => ({
    start: run[0]?.start ?? 0,
    slots: run,
  }));
}

/** Where all of it ends. */
export function endOf(bands: readonly PlacedBand[]): number {
  const last = bands.at(-1);
  return last ? last.start + last.size : 0;
}

/** In pixels; more than somebody scrolls before anything is drawn anew. */
const beyond = 120;

/** What is in sight, with some beyond it, so that scrolling never shows a hole. */
export function inSight<T extends { readonly start: number }>(
  placed: readonly T[],
  { from, length, size }: { readonly from: number; readonly length: number; readonly size: number },
): T[] {
  return placed.filter(({ start }) => start + size > from - beyond && start < from + length + beyond);
}
