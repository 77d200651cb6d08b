import type { UcwaServer } from '../../server/index.ts'

/** A server of its own for each time that the evening is played. */
export type Open = () => UcwaServer

/** Has a server listen for as long as it is used. */
export const withServer = async <A>(open: Open, use: (server: UcwaServer, url: string) => Promise<A>): Promise<A> => {
  const server = open()
  try {
    const { url } = await server.listen()
    return await use(server, url)
  } finally {
    await server.close()
  }
}
