import { createContext } from 'preact';
import { marks, type Mark } from '../reporters/mark.ts';

/** How marks look in a cell, where a word has no room; `style.css` has a colour for each. */
export const symbols: Readonly<Record<Mark, string>> = {
  allowed: '✓',
  blocked: '·',
  mixed: '✓·',
  leak: '!',
  cut: '✕',
  rejected: 'R',
  flaky: '~',
  inconclusive: '?',
};

/** What marks mean in a run, after the word that a filter asks for them with. */
export const runMeanings = Object.fromEntries(
  Object.entries(marks).map(([mark, { meaning }]) => [
    mark,
    meaning.startsWith(mark) ? meaning : `${mark}: ${meaning}`,
  ]),
) as Record<Mark, string>;

/** What marks mean on this page. */
export const Meanings = createContext(runMeanings);
