export interface Photo {
  /** To be shown on this phone. */
  address: string
  bytes: () => Promise<Uint8Array>
}

/** Degrees in GCJ-02, as Chinese maps have it. */
export interface Place {
  latitude: number
  longitude: number
}

/** What each platform does in its own way. A person's refusal is an answer, never an error. */
export interface Platform {
  /** As the hub knows it. */
  name: 'wechat' | 'alipay' | 'h5'
  /** A code by which the hub learns who holds this phone; null where the platform knows nobody. @throws HubError */
  logInCode: (() => Promise<string>) | null
  /** Whether the platform takes it that the person has agreed to the privacy page; it may ask by `onPrivacyQuestion`. */
  privacyAgreed(): Promise<boolean>
  /** The platform wants consent, by a press of the agreeing button, before it goes on with what it was asked for. */
  onPrivacyQuestion(ask: () => Promise<boolean>): void
  /** Whether the phone's text is set larger than usual. */
  largeText(): boolean
  dial(phone: string): void
  /**
   * Leads to a channel's cashier. `left`: this page is gone, and the cashier sends back to `page`; `shown`: the person
   * was told where to pay. @throws Error when it cannot be opened
   */
  openCashier(url: string, page: string): Promise<'left' | 'shown'>
  choosePhotos(most: number): Promise<Photo[]>
  locate(): Promise<Place | null>
  /** Gives a file of this address to the person. @throws Error when it cannot be had or opened */
  openFile(address: string, name: string): Promise<void>
}
