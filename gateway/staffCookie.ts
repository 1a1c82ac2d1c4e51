const name = 'hub_staff'

/** The cookie that a browser keeps a session in: out of reach of scripts, and of requests from other sites. */
export function staffCookie(token: string, expiresAt: number, secure: boolean): string {
  const expires = new Date(expiresAt).toUTCString()
  return `${name}=${token}; Path=/; HttpOnly; SameSite=Strict; Expires=${expires}${secure ? '; Secure' : ''}`
}

export const endedStaffCookie = (secure: boolean): string => staffCookie('', 0, secure)

/** The session's token of a request, or null. */
export function staffTokenOf(cookies: string | undefined): string | null {
  for (const pair of (cookies ?? '').split(';')) {
    const [key, value] = pair.split('=', 2)
    if (key?.trim() === name && value) return value.trim()
  }
  return null
}
