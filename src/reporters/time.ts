/** A time for a reader: `2026-01-05 10:00:00 UTC`. */
export function timeLabel(iso: string): string {
  return iso.replace('T', ' ').replace(/(\.\d+)?Z$/, ' UTC');
}
