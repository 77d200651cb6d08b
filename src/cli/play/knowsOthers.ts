import { filter, firstValueFrom } from 'rxjs'
import type { Part } from './part.ts'
import type { Stage } from './stage.ts'

/** So many others are there, and their names have arrived: they are read from the server while the conversation goes on. */
export const knowsOthers = async (
  { patience }: Pick<Stage, 'patience'>,
  [{ name }, { participants$ }]: Part,
  count: number,
): Promise<void> => {
  await patience(
    `${name} learns who is there`,
    firstValueFrom(
      participants$.pipe(
        filter((others) => others.length === count && others.every((other) => other.name !== undefined)),
      ),
    ),
  )
}
