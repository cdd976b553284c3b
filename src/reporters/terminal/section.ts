import stringWidth from 'fast-string-width';
import { styled, type Screen, type Style } from './screen.ts';
import { wrap } from './wrap.ts';

/** A line across the screen that begins a section. */
export function sectionTitle(
  title: string,
  { right, style, screen }: { right: string; style: Style; screen: Screen },
): string[] {
  const rest = screen.width - stringWidth(title) - stringWidth(right) - 8;
  if (right === '') return [`── ${styled(title, 'bold', screen)} ${'─'.repeat(Math.max(rest + 4, 2))}`];
  if (rest < 2) return [...wrap(`── ${title}`, screen.width), ...wrap(right, screen.width)];
  return [`── ${styled(title, 'bold', screen)} ${'─'.repeat(rest)} ${styled(right, style, screen)} ──`];
}
