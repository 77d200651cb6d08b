/** The namespace of all that UCWA writes. */
export const ucwaNamespace = 'http://schemas.microsoft.com/rtc/2012/03/ucwa'

/** An element of the payload, without those of other namespaces inside it. */
export interface Element {
  readonly name: string
  readonly attributes: ReadonlyMap<string, string>
  readonly children: readonly Element[]
  /** Its character data, that of its children apart. */
  readonly text: string
}
