export interface BarProps {
  title: string
  first: boolean
}
