import { Subscription } from 'rxjs'

type Tags = HTMLElementTagNameMap

/** Makes an element, with its properties and what is in it. */
export const make = <K extends keyof Tags>(
  tag: K,
  properties: Partial<Tags[K]> = {},
  ...children: readonly (Node | string)[]
): Tags[K] => {
  const element = Object.assign(document.createElement(tag), properties)
  element.append(...children)
  return element
}

/** Makes a part of the page; what it observes until the part goes away is added to `scope`. */
export type MakePart<T> = (item: T, scope: Subscription) => Element

/** Keeps one part for each item of a list, in the order in which they came: at the end of a place, or before something in it. */
export const each = <T>(
  scope: Subscription,
  place: Element,
  makePart: MakePart<T>,
  before: Node | null = null,
): ((items: readonly T[]) => void) => {
  const parts = new Map<T, { readonly element: Element; readonly own: Subscription }>()
  return (items) => {
    for (const [item, { element, own }] of parts) {
      if (items.includes(item)) continue
      own.unsubscribe()
      scope.remove(own)
      element.remove()
      parts.delete(item)
    }
    for (const item of items) {
      if (parts.has(item)) continue
      const own = new Subscription()
      scope.add(own)
      const element = makePart(item, own)
      parts.set(item, { element, own })
      place.insertBefore(element, before)
    }
  }
}
