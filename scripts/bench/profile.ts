import { readFile } from 'node:fs/promises';

/** What the machine did while a run was at one of its steps. */
export interface StepCost {
  readonly title: string;
  readonly seconds: number;
  /** Processes that were started. */
  readonly forks: number;
  /** Processor time, of all cores together. */
  readonly processorSeconds: number;
}

/** Reads what a run prints, a line at the end of each step, and looks at the machine's own counts each time. */
export async function profileSteps(lines: AsyncIterable<string>): Promise<StepCost[]> {
  const steps: StepCost[] = [];
  let before = await readCounts();
  for await (const line of lines) {
    const { title, seconds } = /^(?<title>.*) \((?<seconds>[\d.]+) s\)$/.exec(line)?.groups ?? {};
    if (title === undefined) continue;
    const counts = await readCounts();
    steps.push({
      title,
      seconds: Number(seconds),
      forks: counts.forks - before.forks,
      processorSeconds: counts.processorSeconds - before.processorSeconds,
    });
    before = counts;
  }
  return steps;
}

/** Since the machine was started, of all that runs on it (Linux: proc(5), /proc/stat, in hundredths of a second). */
async function readCounts(): Promise<Pick<StepCost, 'forks' | 'processorSeconds'>> {
  const stat = await readFile('/proc/stat', 'utf8');
  const [user = 0, nice = 0, system = 0] = (/^cpu +(\d+) (\d+) (\d+)/m.exec(stat) ?? []).slice(1).map(Number);
  return {
    forks: Number(/^processes (\d+)/m.exec(stat)?.[1] ?? 0),
    processorSeconds: (user + nice + system) / 100,
  };
}
