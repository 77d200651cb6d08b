/** What becomes of an invitation to somebody whom the control handle moves. */
export type Treatment =
  | { readonly kind: 'answers' }
  | { readonly kind: 'fails'; readonly subcode: string }
  | { readonly kind: 'staysSilent' }
  | { readonly kind: 'forwards'; readonly to: string }
  /** Rings at her clients and at somebody else's. */
  | { readonly kind: 'shares'; readonly uri: string }
