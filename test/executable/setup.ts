import { execa } from 'execa';
import { root } from '../helpers/cli.ts';

/** Makes the executable that the tests start. */
export async function setup(): Promise<void> {
  await execa('node', ['scripts/executable.ts'], { cwd: root, preferLocal: true, timeout: 240_000 });
}
