/** The difference of two texts of a file as `git apply` and `patch -p1` take it: one hunk around all that changed. */
export function unifiedDiff(file: string, before: string, after: string): string {
  const [old, new_] = [linesOf(before), linesOf(after)];
  const shorter = Math.min(old.length, new_.length);
  let head = 0;
  while (head < shorter && old[head] === new_[head]) head += 1;
  let tail = 0;
  while (tail < shorter - head && old.at(-1 - tail) === new_.at(-1 - tail)) tail += 1;
  const start = Math.max(0, head - context);
  const end = Math.max(0, tail - context);
  const part = (lines: readonly string[]): readonly string[] => lines.slice(start, lines.length - end);
  const body = [
    ...old.slice(start, head).map((line) => ` ${line}`),
    ...old.slice(head, old.length - tail).map((line) => `-${line}`),
    ...new_.slice(head, new_.length - tail).map((line) => `+${line}`),
    ...old.slice(old.length - tail, old.length - end).map((line) => ` ${line}`),
  ];
  const hunk = `@@ -${place(start, part(old))} +${place(start, part(new_))} @@`;
  return [`--- a/${file}`, `+++ b/${file}`, hunk, ...body].join('\n');
}

/** Lines that stay on either side of what changed. */
const context = 3;

/** Lines without their ends; a last one that has no end says so, as diff does. */
function linesOf(text: string): string[] {
  const lines = text.split('\n');
  const last = lines.pop();
  return last === '' || last === undefined ? lines : [...lines, `${last}\n\\ No newline at end of file`];
}

function place(start: number, lines: readonly string[]): string {
  return `${lines.length === 0 ? start : start + 1},${lines.length}`;
}
