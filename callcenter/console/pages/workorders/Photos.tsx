import type { WorkOrder } from './workOrderWords.ts'

const purposes = { report: '报修照片', result: '处理照片' } as const

/** The photos of one purpose, each a link to the whole of it. */
export function Photos({ order, purpose }: { order: WorkOrder; purpose: keyof typeof purposes }) {
  const photos = order.photos.filter((photo) => photo.purpose === purpose)
  if (photos.length === 0) return null
  return (
    <ul className="photos" aria-label={purposes[purpose]}>
      {photos.map(({ id, link, width, height }, index) => (
        <li key={id}>
          <a href={link} target="_blank" rel="noreferrer">
            <img src={link} alt={`${purposes[purpose]} ${index + 1}`} width={width} height={height} loading="lazy" />
          </a>
        </li>
      ))}
    </ul>
  )
}
