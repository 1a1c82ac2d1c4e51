import { passwordWeak } from './staff.errors.ts'

const shortest = 12
/** Long enough for any sentence; beyond it, hashing would be work that anybody can cause. */
const longest = 128
const fewestDistinct = 5

/** So much has to be left when the obvious is taken away. */
const fewestLeft = 6

/** What is tried first, as letters and digits; where one holds another, the longer comes first. */
const obvious = [
  '123456789',
  '987654321',
  '123456',
  'administrator',
  'admin',
  'password',
  'passw0rd',
  'qwertyuiop',
  'qwerty',
  '1qaz2wsx',
  'q1w2e3r4',
  'asdfghjkl',
  'zxcvbnm',
  'abcd1234',
  'abc123',
  'letmein',
  'welcome',
  'changeme',
  'iloveyou',
  'woaini',
  '5201314',
  '1314520',
  'zilaishui',
  'waterhub',
]

/** Length beats complexity (NIST SP 800-63B, 5.1.1.2): no rule asks for signs or capitals. @throws DomainError `staff.passwordWeak` */
export function requireStrongPassword(password: string, login: string): void {
  const length = [...password].length
  if (length < shortest) throw passwordWeak('tooShort')
  if (length > longest) throw passwordWeak('tooLong')
  const lower = password.normalize('NFKC').toLowerCase()
  if (lower === login || (login.length >= 4 && lower.includes(login))) throw passwordWeak('login')
  if (new Set(lower).size < fewestDistinct || isObvious(lower)) throw passwordWeak('obvious')
}

function isObvious(lower: string): boolean {
  const bare = lower.replaceAll('@', 'a').replace(/[^\p{L}\p{N}]/gu, '')
  const left = obvious.reduce((rest, word) => rest.replaceAll(word, ''), bare)
  return left.length < bare.length && left.length < fewestLeft
}
