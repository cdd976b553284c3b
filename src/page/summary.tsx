import type { JSX } from 'preact';
import type { PageData } from '../reporters/html/page-data.ts';
import { Facts } from './facts.tsx';

/** The verdict, and what has to be known before it is believed. */
export function Summary({ data }: { readonly data: PageData }): JSX.Element {
  const { title, outcome, headline, notes, facts, troubles, since } = data;
  return (
    <header class="summary">
      <h1>{title}</h1>
      <p class="verdict">
        <strong class={`badge ${outcome}`}>{outcome.toUpperCase()}</strong> {headline}
      </p>
      {troubles.map(({ title: trouble, message, hint }) => (
        <section key={trouble} class="trouble">
          <h2>{trouble}</h2>
          <p class="lines">{message}</p>
          <p class="lines">{hint}</p>
        </section>
      ))}
      {notes.map((note) => (
        <p key={note} class="note">
          {note}
        </p>
      ))}
      <Facts facts={since === undefined ? facts : [['changed since', [since]], ...facts]} />
    </header>
  );
}
