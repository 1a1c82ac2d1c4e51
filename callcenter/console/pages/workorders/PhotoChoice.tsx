import { Button, Spin } from 'antd'
import { useRef } from 'react'
import { photoPurposes, type PhotoPurpose } from './Photos.tsx'
import { type ChosenPhoto, type ChosenPhotos, mostMegabytes, mostPhotos } from './usePhotos.ts'

/** Photos of one purpose to be sent along: each is seen as the hub has it, or says why it is not there. */
export function PhotoChoice({ purpose, chosen }: { purpose: PhotoPurpose; chosen: ChosenPhotos }) {
  const input = useRef<HTMLInputElement>(null)
  const name = photoPurposes[purpose]
  const { photos } = chosen
  return (
    <fieldset className="photo-choice">
      <legend>{name}</legend>
      {photos.length > 0 && (
        <ul className="photos" aria-label={`已选的${name}`}>
          {photos.map((photo, index) => (
            <Chosen key={photo.key} photo={photo} name={`${name} ${index + 1}`} chosen={chosen} />
          ))}
        </ul>
      )}
      <Button
        size="small"
        disabled={photos.length >= mostPhotos}
        title={photos.length >= mostPhotos ? `最多 ${mostPhotos} 张` : undefined}
        onClick={() => input.current?.click()}
      >
        添加{name}
      </Button>{' '}
      <span className="soft">
        {photos.length} / {mostPhotos} 张，每张 {mostMegabytes} MB 以内
      </span>
      <input
        ref={input}
        type="file"
        multiple
        accept="image/jpeg,image/png,image/webp"
        aria-label={`选择${name}`}
        onChange={({ target }) => {
          chosen.add([...(target.files ?? [])])
          // The same file can be chosen again.
          target.value = ''
        }}
      />
    </fieldset>
  )
}

function Chosen({ photo, name, chosen }: { photo: ChosenPhoto; name: string; chosen: ChosenPhotos }) {
  const { upload, refusal, mayRetry } = photo
  return (
    <li className="photo-chosen">
      {upload !== null ? (
        <img src={upload.link} alt={name} width={upload.width} height={upload.height} />
      ) : refusal === null ? (
        <p className="photo-waits">
          <Spin size="small" /> 正在上传
        </p>
      ) : (
        <p className="photo-waits owed" role="alert">
          {refusal}
        </p>
      )}
      {refusal !== null && mayRetry && (
        <Button size="small" type="link" onClick={() => chosen.retry(photo)}>
          重试
        </Button>
      )}
      <Button size="small" type="link" danger aria-label={`移除${name}`} onClick={() => chosen.remove(photo.key)}>
        移除
      </Button>
    </li>
  )
}
