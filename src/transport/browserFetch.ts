/** The browser's own, which is all that cross-fetch would take where there is one; without what it brings where there is none. */
export const platformFetch = (input: string, init: RequestInit): Promise<Response> => fetch(input, init)
