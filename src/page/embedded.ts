/** Reads a piece of the page that was compressed: gzip in base64 in JSON, a line of an element. */
export async function embedded<T>(id: string, piece = 0): Promise<T> {
  const lines = document.querySelector(`script[id="${id}"]`)?.textContent.split('\n') ?? [];
  const bytes = Uint8Array.from(atob(lines[piece] ?? ''), (character) => character.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return (await new Response(stream).json()) as T;
}
