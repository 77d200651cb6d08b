type Child = Node | string | undefined

interface Attributes {
  readonly [name: string]: string | number | boolean | undefined
}

/** An element with attributes and children. What comes as a string stays text: nothing is ever parsed. */
export const make = <Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] => {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) attribute(element, name, value)
  element.append(...children.filter((child) => child !== undefined))
  return element
}

/** Sets an attribute, or takes it away; touches nothing where it is so already. */
export const attribute = (element: Element, name: string, value: string | number | boolean | undefined): void => {
  if (value === undefined || value === false) {
    if (element.hasAttribute(name)) element.removeAttribute(name)
    return
  }
  const text = value === true ? '' : String(value)
  if (element.getAttribute(name) !== text) element.setAttribute(name, text)
}

/** Sets the text; touches nothing where it is so already. */
export const words = (element: Element, text: string): void => {
  if (element.textContent !== text) element.textContent = text
}

/** A button that says what it does. */
export const button = (label: string, press: () => void, attributes: Attributes = {}): HTMLButtonElement => {
  const element = make('button', { type: 'button', ...attributes }, label)
  element.addEventListener('click', press)
  return element
}
