/** The demonstration's channel: its cashier takes money that is not real. */
export const channel = { name: 'sandbox', words: '演示收银台（不会扣真钱）' } as const
