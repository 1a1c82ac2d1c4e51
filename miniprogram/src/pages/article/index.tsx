import { useRouter } from '@tarojs/taro'
import { Box, Heading } from '../../elements'
import { BigCall } from '../../components/BigCall/index.tsx'
import { Card } from '../../components/Card/index.tsx'
import { Page } from '../../components/Page/index.tsx'
import { Answered } from '../../components/States/index.tsx'
import { day } from '../../format/date.ts'
import { useHub } from '../../hub/useHub.ts'
import { useQuestion } from '../../hub/useQuestion.ts'
import { blocksOf } from './blocks.ts'
import './index.scss'

export default function Article() {
  const { params } = useRouter()
  const { call } = useHub()
  const slug = params['slug'] ?? ''
  const question = useQuestion(`article.${slug}`, () => call('GET /api/articles/:slug', { params: { slug } }))
  return (
    <Page title="帮助">
      <Answered question={question} lines={8}>
        {({ title, body, updatedAt }) => (
          <Card title={title}>
            {blocksOf(body).map((block, index) =>
              block.kind === 'heading' ? (
                <Heading level={3} className="article__heading" key={index}>
                  {block.text}
                </Heading>
              ) : (
                <Box className={`article__${block.kind}`} key={index}>
                  {block.text}
                </Box>
              ),
            )}
            <Box className="soft">更新于 {day(updatedAt)}</Box>
          </Card>
        )}
      </Answered>
      <BigCall />
    </Page>
  )
}
