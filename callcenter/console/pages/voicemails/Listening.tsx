import { Button } from 'antd'
import { useAct } from '../../hub/useAnswer.ts'
import { RefusedLine } from '../../look/Answered.tsx'

/** Asks for a link when somebody wants to listen, since each listening is written down. */
export function Listening({ voicemailId, playable }: { voicemailId: string; playable: boolean }) {
  const listen = useAct('POST /api/staff/voicemails/:voicemailId/listenings')
  if (!playable) return <p className="line line-warning">录音文件损坏，无法播放；原文件已保留，可请系统管理员取出</p>
  return (
    <div className="listening">
      {listen.data ? (
        <audio controls autoPlay src={listen.data.link} aria-label="留言录音" onError={() => listen.reset()} />
      ) : (
        <Button type="primary" loading={listen.isPending} onClick={() => listen.mutate({ params: { voicemailId } })}>
          播放留言
        </Button>
      )}
      <p className="soft">收听会记入审计；链接 5 分钟内有效</p>
      <RefusedLine error={listen.error} />
    </div>
  )
}
