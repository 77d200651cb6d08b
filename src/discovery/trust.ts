/** A redirect that no rule vouches for: both URLs are absolute, `to` is HTTPS. */
export interface DoubtfulRedirect {
  readonly from: string
  readonly to: string
}

/**
 * Decides whether signing in may go to a host that no rule vouches for. Called
 * once for a host that it approves, and again at the next sign-in for one that
 * it does not. A throw or rejection is a no.
 */
export type ApproveRedirect = (redirect: DoubtfulRedirect) => boolean | Promise<boolean>

/** Whom to believe beside the sign-in domain. */
export interface Trust {
  /** Names below them count as well. */
  readonly domains: readonly string[]
  /** Asks the user; her yes is remembered, by host. */
  readonly approve: (redirect: DoubtfulRedirect) => Promise<boolean>
}

export const createTrust = (domains: readonly string[], approveRedirect: ApproveRedirect): Trust => {
  const approved = new Set<string>()
  return {
    domains,
    approve: async (redirect) => {
      const { host } = new URL(redirect.to)
      if (approved.has(host)) return true
      try {
        const isApproved = await approveRedirect(redirect)
        if (isApproved) approved.add(host)
        return isApproved
      } catch {
        return false
      }
    },
  }
}

/** The sign-in domain alone. */
export const trustNobody: Trust = createTrust([], () => false)
