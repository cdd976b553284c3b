import { rolldown } from 'rolldown';

/** Makes one CommonJS file of a program and all that it imports, and resolves to the folders of the packages in it. */
export async function bundle(input: string, file: string): Promise<string[]> {
  const bundled = await rolldown({ input, platform: 'node' });
  const { output } = await bundled.write({
    file,
    format: 'cjs',
    codeSplitting: false,
    comments: false,
    // Names stay: errors are called by the names of their classes, and a defect is reported with the functions it was in.
    minify: { mangle: false, compress: true, codegen: { removeWhitespace: true } },
  });
  const modules = output.flatMap((part) => (part.type === 'chunk' ? part.moduleIds : []));
  const folders = modules.map((id) => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(id)?.[0]);
  return [...new Set(folders.filter((folder) => folder !== undefined))].toSorted();
}
