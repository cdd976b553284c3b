import { styled, type Screen } from './screen.ts';

/** A unified diff, never wrapped or indented, so that it can be copied. */
export function renderDiff(diff: string, screen: Screen): string[] {
  return diff.split('\n').map((line) => {
    const style = line.startsWith('+') ? 'green' : line.startsWith('-') ? 'red' : undefined;
    return style ? styled(line, style, screen) : line;
  });
}

/** What an edit does, and what is known of it. */
export function editLabel({ what }: { readonly what: string }): string {
  return `${what}; no other flow changes for the worse`;
}
