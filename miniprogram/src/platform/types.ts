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
  name: 'weapp' | 'alipay' | 'h5'
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
