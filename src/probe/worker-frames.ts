/**
 * Writes an output as lines that survive a pod's log: each is marked as this Job's, numbered, and shorter than the 16 KiB
 * at which container runtimes cut lines.
 */
export function writeFrames(output: string, { nonce, request }: Frame): string[] {
  const parts = Math.max(1, Math.ceil(output.length / partLength));
  return Array.from({ length: parts }, (_, part) => {
    const text = output.slice(part * partLength, (part + 1) * partLength);
    return JSON.stringify({ flowproof: nonce, request, part, parts, text } satisfies Part);
  });
}

/**
 * Reads the outputs in a log, by request. One that lacks a part is left out: what is put together around a gap could
 * read like a result. Lines without the nonce are not this Job's, and are passed over.
 */
export function readFrames(log: string, nonce: string): Map<number, string> {
  const byRequest = Map.groupBy(
    log.split('\n').flatMap((line) => partOf(line, nonce)),
    ({ request }) => request,
  );
  const outputs = new Map<number, string>();
  for (const [request, found] of byRequest) {
    const texts = new Map(found.map(({ part, text }) => [part, text]));
    const parts = found[0]?.parts ?? 0;
    const all = Array.from({ length: parts }, (_, part) => texts.get(part));
    if (all.every((text) => text !== undefined)) outputs.set(request, all.join(''));
  }
  return outputs;
}

/** Which output the lines are of. */
interface Frame {
  /** Letters and digits; different for every Job. */
  readonly nonce: string;
  /** Number of the request among all of the Job's. */
  readonly request: number;
}

interface Part {
  readonly flowproof: string;
  readonly request: number;
  readonly part: number;
  /** How many there are in all. */
  readonly parts: number;
  readonly text: string;
}

/** UTF-16 units, of which JSON makes six bytes at the most. */
const partLength = 2500;

function partOf(line: string, nonce: string): Part[] {
  // Whatever else a pod prints is not looked at, and neither is half a line.
  if (!line.startsWith(`{"flowproof":"${nonce}",`) || !line.endsWith('}')) return [];
  try {
    return [JSON.parse(line) as Part];
  } catch {
    // A line that was cut off and ran into another is a lost one.
    return [];
  }
}
