/** Lines on a square of 24. */
export const drawings = {
  drop: '<path d="M12 3.2c3.4 3.9 6 7.1 6 10.3a6 6 0 0 1-12 0c0-3.2 2.6-6.4 6-10.3z"/><path d="M9.2 14a2.9 2.9 0 0 0 2.4 2.7"/>',
  noWater: '<path d="M12 3.2c3.4 3.9 6 7.1 6 10.3a6 6 0 0 1-12 0c0-3.2 2.6-6.4 6-10.3z"/><path d="M4 4l16 16"/>',
  pay: '<rect x="3" y="5" width="18" height="14" rx="2.5"/><path d="M3 10h18M7 15h4"/>',
  bill: '<path d="M6 3h12v18l-3-2-3 2-3-2-3 2z"/><path d="M9 8h6M9 12h6"/>',
  outage: '<path d="M4 20h16M6 20V9l6-5 6 5v11"/><path d="M12 12v3M12 17.6v.1"/>',
  repair:
    '<path d="M14.5 6.5a4 4 0 0 1 5-1l-2.6 2.6 1 2 2 1 2.3-2.6a4 4 0 0 1-5.4 4.7L9.500 20.500a2.100 2.100 0 0 1-3-3l7.500-7.300a4 4 0 0 1 .5-3.700z" transform="translate(-1.500 0)"/>',
  progress: '<path d="M12 7v5l3.500 2"/><circle cx="12" cy="12" r="8.500"/>',
  invoice: '<path d="M7 3h8l4 4v14H7z"/><path d="M15 3v4h4M10 12h6M10 16h6"/>',
  help: '<circle cx="12" cy="12" r="8.500"/><path d="M9.600 9.500a2.500 2.500 0 1 1 3.400 2.300c-.7.300-1 .8-1 1.600M12 16.600v.1"/>',
  account: '<circle cx="12" cy="8.500" r="3.700"/><path d="M4.800 20a7.300 7.300 0 0 1 14.400 0"/>',
  notice: '<path d="M6 16v-5a6 6 0 0 1 12 0v5l1.500 2h-15z"/><path d="M10 20.500a2.200 2.200 0 0 0 4 0"/>',
  settings: '<path d="M4 7h9M17 7h3M4 17h3M11 17h9"/><circle cx="15" cy="7" r="2"/><circle cx="9" cy="17" r="2"/>',
  phone:
    '<path d="M6.500 3.500h3l1.500 4-2 1.500a11 11 0 0 0 6 6l1.500-2 4 1.500v3a2 2 0 0 1-2.200 2A16.500 16.500 0 0 1 4.500 5.700a2 2 0 0 1 2-2.200z"/>',
  back: '<path d="M15 5l-7 7 7 7"/>',
  onward: '<path d="M9 5l7 7-7 7"/>',
  done: '<path d="M5 12.500l4.500 4.500L19 7.500"/>',
  wait: '<path d="M7 3h10M7 21h10M8 3c0 5 8 5 8 9s-8 4-8 9M16 3c0 5-8 5-8 9s8 4 8 9"/>',
  cross: '<path d="M6 6l12 12M18 6L6 18"/>',
  camera: '<path d="M4 8h3.500l1.500-2.500h6L16.500 8H20v11H4z"/><circle cx="12" cy="13" r="3.300"/>',
  place:
    '<path d="M12 21c4-4.500 6.500-7.700 6.500-11a6.500 6.500 0 0 0-13 0c0 3.300 2.500 6.500 6.500 11z"/><circle cx="12" cy="10" r="2.300"/>',
  star: '<path d="M12 3.800l2.500 5.200 5.700.8-4.100 4 1 5.700-5.100-2.700-5.100 2.700 1-5.700-4.100-4 5.700-.8z"/>',
  search: '<circle cx="11" cy="11" r="6.500"/><path d="M16 16l4.500 4.500"/>',
  warning: '<path d="M12 4l9 16H3z"/><path d="M12 10v4M12 17v.1"/>',
} as const

export type IconName = keyof typeof drawings
