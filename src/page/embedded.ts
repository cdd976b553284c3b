/** Reads a part of the page that was compressed: gzip in base64 in JSON. */
export async function embedded<T>(id: string): Promise<T> {
  const text = document.querySelector(`script[id="${id}"]`)?.textContent ?? '';
  const bytes = Uint8Array.from(atob(text), (character) => character.codePointAt(0) ?? 0);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return (await new Response(stream).json()) as T;
}
