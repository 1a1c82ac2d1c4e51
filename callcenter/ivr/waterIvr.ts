import { Ivr } from './ivr.ts'

const message = { kind: 'record', minSeconds: 2, maxSeconds: 180, attempts: 2, otherwise: 'home' } as const
const closedKeys = { 1: 'outages', 2: 'bill', 3: 'repair', 9: 'voicemail', '*': 'home', '#': 'home' } as const

/** The tree of 966566. `home` is the menu, whatever the hour. */
export const waterIvr: Ivr = Ivr.parse({
  entry: { open: 'welcome', closed: 'closedWelcome', refused: 'refused' },
  nodes: {
    welcome: { kind: 'say', prompts: ['welcome'], next: 'menu' },
    closedWelcome: { kind: 'say', prompts: ['welcome', 'closed'], opening: true, next: 'closedMenu' },
    refused: { kind: 'say', prompts: ['refused'], next: 'end' },

    home: { kind: 'gate', open: 'menu', closed: 'closedMenu' },
    // Who keys nothing may have a telephone that cannot: an agent helps.
    menu: {
      kind: 'menu',
      prompts: ['main-menu'],
      keys: { ...closedKeys, 0: 'queue' },
      attempts: 3,
      otherwise: 'noKeys',
    },
    noKeys: { kind: 'say', prompts: ['no-key-agent'], next: 'queue' },
    closedMenu: { kind: 'menu', prompts: ['closed-menu'], keys: closedKeys, attempts: 3, otherwise: 'goodbye' },

    outages: { kind: 'lookUp', question: 'outage', ask: 'askPlace', next: 'afterOutage' },
    askPlace: { kind: 'ask', question: 'place', attempts: 3, found: 'outages', back: 'home', otherwise: 'home' },
    afterOutage: { kind: 'gate', open: 'afterOutageOpen', closed: 'afterOutageClosed' },
    afterOutageOpen: {
      kind: 'menu',
      prompts: ['another-account', 'after-answer'],
      keys: { 1: 'askPlace', 0: 'queue', '*': 'outages', '#': 'home' },
      attempts: 2,
      otherwise: 'goodbye',
    },
    afterOutageClosed: {
      kind: 'menu',
      prompts: ['another-account', 'after-answer-closed'],
      keys: { 1: 'askPlace', '*': 'outages', '#': 'home' },
      attempts: 2,
      otherwise: 'goodbye',
    },

    bill: { kind: 'lookUp', question: 'bill', ask: 'askProof', next: 'afterBill' },
    askProof: { kind: 'ask', question: 'proof', attempts: 3, found: 'bill', back: 'home', otherwise: 'home' },
    afterBill: { kind: 'gate', open: 'afterBillOpen', closed: 'afterBillClosed' },
    afterBillOpen: {
      kind: 'menu',
      prompts: ['after-answer'],
      keys: { 0: 'queue', '*': 'bill', '#': 'home' },
      attempts: 2,
      otherwise: 'goodbye',
    },
    afterBillClosed: {
      kind: 'menu',
      prompts: ['after-answer-closed'],
      keys: { '*': 'bill', '#': 'home' },
      attempts: 2,
      otherwise: 'goodbye',
    },

    repair: { ...message, purpose: 'repair', prompts: ['repair-message'], next: 'repairKept' },
    repairKept: { kind: 'say', prompts: ['repair-kept', 'goodbye'], next: 'end' },
    voicemail: { ...message, purpose: 'voicemail', prompts: ['voicemail-message'], next: 'voicemailKept' },
    voicemailKept: { kind: 'say', prompts: ['voicemail-kept', 'goodbye'], next: 'end' },

    queue: { kind: 'queue', callback: 'callback', voicemail: 'voicemail', closed: 'closedQueue' },
    closedQueue: { kind: 'say', prompts: ['closed'], opening: true, next: 'closedMenu' },
    callback: { kind: 'callback', next: 'end', back: 'queue' },

    goodbye: { kind: 'say', prompts: ['goodbye'], next: 'end' },
    end: { kind: 'hangUp' },
  },
})
