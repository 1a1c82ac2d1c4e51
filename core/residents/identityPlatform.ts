/** Where residents come from with an identity of their own: each has a mini-program of this hub. */
export const identityPlatforms = ['wechat', 'alipay'] as const
export type IdentityPlatformName = (typeof identityPlatforms)[number]

/** What tells who has opened the mini-program: WeChat, Alipay. Implemented by the gateway. */
export interface IdentityPlatform {
  /**
   * Exchanges the code of one log-in, which serves once, for the person's number at this platform. The platform is the
   * only one who says who somebody is; nothing that the client sends does.
   * @throws DomainError `resident.codeInvalid`, `resident.codeUsed`, `resident.platformBlocked`, `resident.platformBusy`
   */
  identify(code: string): Promise<string>
}

export type IdentityPlatforms = ReadonlyMap<IdentityPlatformName, IdentityPlatform>
