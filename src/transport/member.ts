/** A member of a value that nothing is known of, such as what was thrown. */
export const member = (value: unknown, name: string): unknown =>
  (typeof value === 'object' && value !== null) || typeof value === 'function' ? Reflect.get(value, name) : undefined
