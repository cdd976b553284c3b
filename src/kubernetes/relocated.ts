import type { Manifest, Position } from '../model/scenario.ts';

/** A manifest whose places a reader finds in files of other names than it was read from. */
export function relocated(manifest: Manifest, nameOf: (file: string) => string): Manifest {
  const move = (position: Position): Position => ({ ...position, file: nameOf(position.file) });
  return { ...manifest, position: move(manifest.position), at: (path) => move(manifest.at(path)) };
}
