import { App, Button, Form, Input, Select } from 'antd'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { articleCategories, ArticleCategory, Slug } from '#core/contract/knowledge.ts'
import { useAct } from '../../hub/useAnswer.ts'
import { RefusedLine } from '../../look/Answered.tsx'
import { linesOf } from '../../list/linesOf.ts'
import { ArticleText } from './ArticleText.tsx'
import { articleKeys, type StaffArticle } from './articleWords.ts'

interface Fields {
  slug: string
  category: ArticleCategory
  title: string
  summary: string
  body: string
  keywords: string
}

const required = (message: string) => [{ required: true, whitespace: true, message }]

/** The text beside what becomes of it. Saving makes a version that nobody reads before it is published. */
export function ArticleForm({ articleId, article }: { articleId: string; article: StaffArticle | null }) {
  const { message } = App.useApp()
  const navigate = useNavigate()
  const [form] = Form.useForm<Fields>()
  const save = useAct('PUT /api/staff/articles/:articleId', articleKeys)
  const newest = article?.versions[0]
  const [written, setWritten] = useState({ title: newest?.title ?? '', body: newest?.body ?? '' })

  function send({ slug, category, title, summary, body, keywords }: Fields) {
    const content = { category, title, summary, body, keywords: linesOf(keywords) }
    save.mutate(
      { params: { articleId }, body: { slug: article?.slug ?? slug, baseVersion: article?.version ?? 0, ...content } },
      {
        onSuccess: ({ version }) => {
          void message.success(`已保存第 ${version} 版，审核发布后才会看到`)
          void navigate(`/articles/edit/${articleId}`)
        },
      },
    )
  }

  return (
    <div className="two-columns">
      <Form<Fields>
        form={form}
        layout="vertical"
        className="tight-form"
        requiredMark={false}
        scrollToFirstError
        initialValues={{
          ...(article && { slug: article.slug, category: article.category }),
          ...(newest && { title: newest.title, summary: newest.summary, body: newest.body }),
          keywords: newest?.keywords.join('、') ?? '',
        }}
        onValuesChange={(_, { title = '', body = '' }: Partial<Fields>) => setWritten({ title, body })}
        onFinish={send}
      >
        <Form.Item label="标题" name="title" rules={required('请填写标题')}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item label="类别" name="category" rules={[{ required: true, message: '请选择类别' }]}>
          <Select options={ArticleCategory.options.map((value) => ({ value, label: articleCategories[value] }))} />
        </Form.Item>
        <Form.Item label="摘要" name="summary" rules={required('请填写摘要')}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item
          label="正文"
          name="body"
          extra="空一行另起一段；行首写“## ”为小标题，“- ”为列表"
          rules={required('请填写正文')}
        >
          <Input.TextArea rows={14} maxLength={20_000} />
        </Form.Item>
        <Form.Item label="关键词" name="keywords" extra="用顿号隔开，写居民会用的说法">
          <Input maxLength={900} />
        </Form.Item>
        {article === null && (
          <Form.Item
            label="网址中的名称"
            name="slug"
            extra="小写字母、数字和连字符，保存后不能再改"
            rules={[
              { required: true, message: '请填写网址中的名称' },
              {
                validator: (_, value: unknown) =>
                  value === undefined || value === '' || Slug.safeParse(value).success
                    ? Promise.resolve()
                    : Promise.reject(new Error('只能用小写字母、数字和连字符')),
              },
            ]}
          >
            <Input maxLength={64} />
          </Form.Item>
        )}
        <RefusedLine error={save.error} />
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          保存新版本
        </Button>
      </Form>
      <section aria-label="预览">
        <h2>预览</h2>
        {written.body.trim() === '' ? (
          <p className="soft">写下正文，这里显示居民看到的样子</p>
        ) : (
          <ArticleText article={written} />
        )}
      </section>
    </div>
  )
}
