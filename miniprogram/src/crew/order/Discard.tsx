import { useState } from 'react'
import { Box } from '../../elements'
import { Button } from '../../components/Button/index.tsx'

/** Lets go of what this phone has of a work order, after a question where something was written or photographed. */
export function Discard({ written, words, onDiscard }: { written: boolean; words: string; onDiscard: () => void }) {
  const [asking, setAsking] = useState(false)
  if (!asking) {
    return (
      <Button kind="link" onPress={() => (written ? setAsking(true) : onDiscard())} id="ask-discard">
        {words}
      </Button>
    )
  }
  return (
    <>
      <Box className="order__ask">删掉以后，这个工单写的结果和照片就没有了。</Box>
      <Button kind="danger" onPress={onDiscard} id="discard">
        确定删掉
      </Button>
      <Button kind="link" onPress={() => setAsking(false)} id="keep">
        先留着
      </Button>
    </>
  )
}
