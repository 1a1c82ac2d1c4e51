import { Button } from 'antd'
import { useRouteError } from 'react-router'
import { mayAct } from '../softphone/keys.ts'
import { useSoftphone } from '../softphone/useSoftphone.ts'
import { PageNotLoaded } from './lazyPage.tsx'

/** In place of a page that did not load or broke; all around it, a call above all, goes on. */
export function PageBroke() {
  const { shown } = useSoftphone()
  return <Broken error={useRouteError()} calling={mayAct(shown.state, 'hangUp')} />
}

/** The same where there is no telephone around it. */
export const ConsoleBroke = () => <Broken error={useRouteError()} calling={false} />

const Broken = ({ error, calling }: { error: unknown; calling: boolean }) => (
  <main className="page" aria-label="页面没有打开">
    <div className="refused" role="alert">
      <h1>页面没有打开</h1>
      <p>
        {error instanceof PageNotLoaded
          ? '系统可能刚刚升级过，或者网络断了。重新载入后可以继续；没有提交的内容请先记下。'
          : '页面出错了。请重新载入；如果仍然出错，请向系统管理员反映刚才的操作。'}
      </p>
      {calling && <p className="owed">您正在通话，请在通话结束后再重新载入。</p>}
      <Button type="primary" onClick={() => location.reload()}>
        重新载入
      </Button>
    </div>
  </main>
)
