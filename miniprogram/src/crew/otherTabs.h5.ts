/** Hears that another tab of the browser has changed what is kept. */
export const onOtherTab = (listener: () => void): void =>
  window.addEventListener('storage', ({ key }) => {
    if (key === null || key.startsWith('water.crew.')) listener()
  })
