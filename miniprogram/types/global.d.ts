/// <reference types="@tarojs/taro" />

declare module '*.scss'

/** The hub's origin; empty where it is the page's own. */
declare const HUB_ORIGIN: string
