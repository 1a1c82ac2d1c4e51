import type { ServerResponse } from 'node:http'
import { problemMediaType } from './problem.ts'
import type { HeaderList } from './securityHeaders.ts'

const problem = {
  type: 'urn:water-hub:hub.starting',
  title: 'Service Unavailable',
  status: 503,
  code: 'hub.starting',
  detail: '系统正在启动，请稍候再试',
}

/** What is answered while the hub is being made ready. */
export function answerStarting(response: ServerResponse, headers: HeaderList): void {
  for (const [name, value] of headers) response.setHeader(name, value)
  response.writeHead(problem.status, { 'Content-Type': problemMediaType, 'Retry-After': '2', Connection: 'close' })
  response.end(JSON.stringify(problem))
}
