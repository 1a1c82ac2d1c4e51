/** In place of Taro's web components, of which nothing here is made. */
export const defineCustomElementTaroPullToRefreshCore = () => undefined
