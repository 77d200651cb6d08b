/**
 * Why something ended out of sight. The server dropped what it held (`resync`,
 * `resume`), lost the application, which was created again (`recreated`), or
 * ended it on purpose (`ended`); or this side signed out or closed the client.
 */
export type Loss = 'resync' | 'resume' | 'recreated' | 'ended' | 'signedOut' | 'closed'

/** What the user did not ask for, and so is told of. */
export type AnnouncedLoss = Exclude<Loss, 'signedOut' | 'closed'>

/** Why messages of a conversation that lives are missing: nobody took them, or their bodies could not be read. */
export type MissedMessages = 'overflow' | 'unread'
