export default function Home() {
  return <div>你好</div>
}
