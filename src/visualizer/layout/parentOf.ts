/** Path of the state around another. */
export const parentOf = (path: string): string => path.replace(/(?:^|\.)(?:\\.|[^.\\])*$/, '')
