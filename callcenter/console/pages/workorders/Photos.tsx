import type { WorkOrder } from './workOrderWords.ts'

export const photoPurposes = { report: '报修照片', before: '处理前照片', result: '处理后照片' } as const
export type PhotoPurpose = keyof typeof photoPurposes

/** The photos of one purpose under their name, each a link to the whole of it. */
export function Photos({ order, purpose }: { order: WorkOrder; purpose: PhotoPurpose }) {
  const photos = order.photos.filter((photo) => photo.purpose === purpose)
  if (photos.length === 0) return null
  const name = photoPurposes[purpose]
  return (
    <figure aria-label={name}>
      <figcaption className="soft">{name}</figcaption>
      <ul className="photos">
        {photos.map(({ id, link, width, height }, index) => (
          <li key={id}>
            <a href={link} target="_blank" rel="noreferrer">
              <img src={link} alt={`${name} ${index + 1}`} width={width} height={height} loading="lazy" />
            </a>
          </li>
        ))}
      </ul>
    </figure>
  )
}
