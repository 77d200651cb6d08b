/**
 * HTML that came over the wire, so that anybody may have written it.
 *
 * Not a string, so that nothing shows it as markup by mistake: `innerHTML` does not
 * compile with it, and without a compiler gets `[object Object]`. Give `untrusted` to a
 * sanitiser; docs/SECURITY.md has a recipe.
 */
export interface UntrustedHtml {
  /** The markup, as it was received. */
  readonly untrusted: string
}

export const untrustedHtml = (markup: string | undefined): UntrustedHtml | undefined =>
  markup === undefined ? undefined : { untrusted: markup }
