/** What becomes of an invitation to somebody whom the control handle moves. */
export type Treatment =
  | { readonly kind: 'answers' }
  | { readonly kind: 'fails'; readonly subcode: string }
  | { readonly kind: 'staysSilent' }
  | { readonly kind: 'forwards'; readonly to: string }
