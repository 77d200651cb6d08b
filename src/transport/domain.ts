/** Whether a host is the domain itself or a name below it. */
export const isWithin = (host: string, domain: string): boolean => {
  const [name, parent] = [host.toLowerCase(), domain.toLowerCase()]
  return parent !== '' && (name === parent || name.endsWith(`.${parent}`))
}
