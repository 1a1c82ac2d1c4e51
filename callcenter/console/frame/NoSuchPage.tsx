import { Link } from 'react-router'
import { Page } from '../look/Page.tsx'

export const NoSuchPage = () => (
  <Page title="没有这个页面">
    <p>地址可能写错了，或页面已经移走。</p>
    <Link to="/">回到首页</Link>
  </Page>
)
