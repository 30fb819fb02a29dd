import { greeting } from '@harbour/shared'
import { Berth } from '@harbour/ui/berth'

const api = process.env.NEXT_PUBLIC_API_URL ?? 'http://localhost:8787'

export default function Page() {
  return <Berth title={greeting('harbour')} source={`${api}/berths`} />
}
