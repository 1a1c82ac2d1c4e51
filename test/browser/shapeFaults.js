;(() => {
  const faults = []
  const wide = document.documentElement.scrollWidth - window.innerWidth
  if (wide > 1) faults.push(`the page is ${wide} px wider than the screen`)
  const visible = (element) => element.getClientRects().length > 0
  const name = (element) => `${element.className} “${(element.textContent ?? '').slice(0, 30)}”`
  for (const element of document.querySelectorAll('button, input, textarea')) {
    if (!visible(element)) continue
    const { height, left, right } = element.getBoundingClientRect()
    if (height < 47.5) faults.push(`${Math.round(height)} px high: ${name(element)}`)
    if (left < -1 || right > window.innerWidth + 1) faults.push(`beyond the edge: ${name(element)}`)
  }
  for (const element of document.querySelectorAll('.page *')) {
    if (!visible(element)) continue
    const says = Array.from(element.childNodes).some(
      (node) => node.nodeType === Node.TEXT_NODE && node.textContent.trim(),
    )
    if (!says) continue
    const { fontSize, overflowX } = getComputedStyle(element)
    if (Number.parseFloat(fontSize) < 16) faults.push(`small text: ${name(element)}`)
    const { left, right } = element.getBoundingClientRect()
    if (left < -1 || right > window.innerWidth + 1) faults.push(`beyond the edge: ${name(element)}`)
    if (overflowX === 'hidden' && element.scrollWidth > element.clientWidth + 1)
      faults.push(`cut off: ${name(element)}`)
  }
  return faults
})()
