import type { IncomingHttpHeaders } from 'node:http'

const name = 'hub_staff'
const bearer = 'Bearer '

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

/** Whether a request proves itself by a token that it was given by hand, and by that alone: browsers add none by themselves. */
export const carriesToken = ({ authorization }: IncomingHttpHeaders): boolean => authorization !== undefined

/** The session's token as a mini-program sends it, or a browser; null where there is none. */
export function sessionTokenOf(headers: IncomingHttpHeaders): string | null {
  const { authorization = '', cookie } = headers
  if (!carriesToken(headers)) return staffTokenOf(cookie)
  return authorization.startsWith(bearer) ? authorization.slice(bearer.length) : null
}
