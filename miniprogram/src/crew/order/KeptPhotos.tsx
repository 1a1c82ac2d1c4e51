import { useEffect, useState } from 'react'
import { Box, Picture, Tap, Words } from '../../elements'
import type { Desk } from '../desk.ts'
import type { KeptPhoto } from '../outbox/work.ts'

/** Photos that are on this phone. */
export function KeptPhotos(props: {
  desk: Desk
  words: string
  photos: readonly KeptPhoto[]
  onRemove?: (ref: string) => void
}) {
  const { desk, words, photos, onRemove } = props
  return (
    <>
      {photos.map(({ ref, uploadId }, index) => (
        <Box className="photos__one" key={ref}>
          <Kept desk={desk} photo={ref} label={`${words} ${index + 1}`} />
          {!onRemove && uploadId !== null && <Words className="soft">已上传</Words>}
          {onRemove && (
            <Tap className="photos__remove" onPress={() => onRemove(ref)} label={`去掉${words} ${index + 1}`}>
              去掉
            </Tap>
          )}
        </Box>
      ))}
    </>
  )
}

function Kept({ desk, photo, label }: { desk: Desk; photo: string; label: string }) {
  const { photos } = desk
  const [address, setAddress] = useState<string | null>(null)
  useEffect(() => {
    let left = false
    void photos.address(photo).then((found) => !left && setAddress(found))
    return () => {
      left = true
    }
  }, [photos, photo])
  if (address === null) return <Box className="photos__picture" />
  return <Picture className="photos__picture" address={address} label={label} />
}
