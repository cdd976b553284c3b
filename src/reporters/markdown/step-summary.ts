import { escapeMarkdown } from './text.ts';

/** A part of a Markdown report that is left out as a whole, or after some of its rows. */
export interface Section {
  /** What a reader is told is missing. */
  readonly label: string;
  /** What comes before the rows. */
  readonly head: string;
  /** A line each. */
  readonly rows: readonly string[];
  /** What closes it, whatever number of rows there is. */
  readonly tail: string;
}

/** A section that is there as a whole or not at all. */
export function plainSection(label: string, text: string): Section {
  return { label, head: text, rows: [], tail: '' };
}

/** Bytes that GitHub takes of one step's summary; it drops a longer one (GitHub documentation, "Job summaries"). */
const githubBytes = 1024 * 1024;

/**
 * Joins sections to a text that GitHub takes. Where it would be too long, whole rows and sections are left out from the
 * end, and the last line says which.
 */
export function joinSections(sections: readonly Section[], limit: number = githubBytes): string {
  const whole = `${sections.map(render).join(gap)}\n`;
  if (bytesOf(whole) <= limit) return whole;
  const kept: string[] = [];
  let room = limit - mostNoteBytes;
  for (const [index, section] of sections.entries()) {
    const text = render(section);
    const needed = bytesOf(text) + gap.length;
    if (needed > room) {
      const rows = rowsWithin(section, room);
      if (rows > 0) kept.push(render({ ...section, rows: section.rows.slice(0, rows) }));
      kept.push(noteOn(section, rows, sections.slice(index + 1)));
      break;
    }
    room -= needed;
    kept.push(text);
  }
  return `${kept.join(gap)}\n`;
}

const gap = '\n\n';

function render({ head, rows, tail }: Section): string {
  return [head, ...rows].join('\n') + tail;
}

function rowsWithin({ head, rows, tail }: Section, room: number): number {
  let left = room - bytesOf(head) - bytesOf(tail) - gap.length;
  const first = rows.findIndex((row) => {
    left -= bytesOf(row) + 1;
    return left < 0;
  });
  return Math.max(first, 0);
}

/** Room for the note, whose labels are shortened to fit. */
const mostNoteBytes = 4096;
const mostLabels = 5;
const longestLabel = 80;

function noteOn({ label, rows }: Section, kept: number, others: readonly Section[]): string {
  const part = kept > 0 ? `${rows.length - kept} of ${rows.length} rows of ${shortened(label)}` : shortened(label);
  const names = [part, ...others.slice(0, mostLabels - 1).map((other) => shortened(other.label))];
  const more = others.length - (names.length - 1);
  const list = [...names, ...(more > 0 ? [`${more} more sections`] : [])].join('; ');
  return `**Cut to the 1 MiB that GitHub takes.** Left out: ${list}. The JSON report has everything.`;
}

function shortened(label: string): string {
  const characters = Array.from(label);
  return escapeMarkdown(characters.length > longestLabel ? `${characters.slice(0, longestLabel).join('')}…` : label);
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}
