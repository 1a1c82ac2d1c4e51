import type { Tokens } from './addRefreshToken.ts'
import { findOrCreateResident } from './findOrCreateResident.ts'
import type { IdentityPlatformName, IdentityPlatforms } from './identityPlatform.ts'
import { issueTokens, type TokenDeps } from './issueTokens.ts'
import { platformNotOffered } from './residents.errors.ts'

/**
 * Logs in whoever the platform says the code belongs to, as somebody new the first time.
 * @throws DomainError `resident.platformNotOffered` and those of `IdentityPlatform.identify`
 */
export async function logInByPlatform(
  deps: TokenDeps & { identityPlatforms: IdentityPlatforms },
  { platform, code }: { platform: IdentityPlatformName; code: string },
): Promise<Tokens> {
  const known = deps.identityPlatforms.get(platform)
  if (!known) throw platformNotOffered(platform)
  const platformId = await known.identify(code)
  const { id } = await findOrCreateResident(deps, { platform, platformId })
  return issueTokens(deps, id)
}
