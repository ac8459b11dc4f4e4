/** Text that is markup already: everything else is escaped when it is put into a template. */
export interface Html {
  readonly markup: string;
}

type Piece = Html | string | number | null | readonly Html[];

/** A template whose values are escaped unless they are `Html`; null leaves nothing behind. */
export function html(strings: TemplateStringsArray, ...values: readonly Piece[]): Html {
  const markup = strings.reduce(
    (text, part, index) => text + part + (index < values.length ? piece(values[index]) : ''),
    '',
  );
  return { markup };
}

function piece(value: Piece | undefined): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string' || typeof value === 'number') return escapeText(String(value));
  if ('markup' in value) return value.markup;
  return value.map((each) => each.markup).join('');
}

function escapeText(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
