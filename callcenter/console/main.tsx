import 'dayjs/locale/zh-cn'
import dayjs from 'dayjs'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { Console } from './Console.tsx'
import './look/console.css'
import { nonceStyles } from './look/nonceStyles.ts'

dayjs.locale('zh-cn')

const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? ''
nonceStyles(nonce)

const place = document.getElementById('console')
if (place) {
  createRoot(place).render(
    <StrictMode>
      <Console nonce={nonce} />
    </StrictMode>,
  )
}
