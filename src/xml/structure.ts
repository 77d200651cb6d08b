/** An object of the structure that JSON and XML share. */
export type Structure = Readonly<Record<string, unknown>>

export const isStructure = (u: unknown): u is Structure => typeof u === 'object' && u !== null && !Array.isArray(u)

/** Names that are members of their own: `__proto__` too, as in JSON.parse. */
export const structureOf = (members: Iterable<readonly [string, unknown]>): Structure => Object.fromEntries(members)

/** The values of each name, in the order in which the names come first. */
export const grouped = (pairs: readonly (readonly [string, unknown])[]): ReadonlyMap<string, readonly unknown[]> => {
  const groups = new Map<string, unknown[]>()
  for (const [name, value] of pairs) {
    const group = groups.get(name)
    if (group === undefined) groups.set(name, [value])
    else group.push(value)
  }
  return groups
}
