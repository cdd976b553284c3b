import { readdir, readFile } from 'node:fs/promises';
import { sandboxMarks } from './sandbox.ts';

/**
 * Ends the sandboxes that runs with `--keep` left, and resolves to how many they were. Those of other runs end with them.
 */
export async function removeSandboxes(): Promise<number> {
  const entries = process.platform === 'linux' ? await readdir('/proc') : [];
  const ids = entries.filter((entry) => /^\d+$/.test(entry)).map(Number);
  const found = await Promise.all(ids.map(isHolder));
  const holders = ids.filter((_, index) => found[index]);
  for (const id of holders) process.kill(id, 'SIGKILL');
  return holders.length;
}

/** Its child has the same arguments and goes with it; other users' processes are theirs to end. */
async function isHolder(id: number): Promise<boolean> {
  // A process may end while it is looked at.
  const command = await readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => '');
  const status = await readFile(`/proc/${id}/status`, 'utf8').catch(() => '');
  const user = Number(/^Uid:\s+(\d+)/m.exec(status)?.[1]);
  const words = command.split('\0');
  return (
    words[0] === 'unshare' &&
    words.includes(sandboxMarks.kept) &&
    (user === process.getuid?.() || process.getuid?.() === 0)
  );
}
