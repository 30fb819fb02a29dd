const base = import.meta.env.VITE_API_URL ?? ''

export interface NewParcel {
  receiver: string
  grams: number
}

export interface Parcel extends NewParcel {
  id: number
  /** Null until the worker has priced it. */
  cents: number | null
}

export async function send(parcel: NewParcel): Promise<void> {
  const headers = { 'Content-Type': 'application/json' }
  const answer = await fetch(`${base}/api/parcels`, { method: 'POST', headers, body: JSON.stringify(parcel) })
  if (!answer.ok) throw new Error(await answer.text())
}

export async function stored(): Promise<Parcel[]> {
  const answer = await fetch(`${base}/api/parcels`)
  if (!answer.ok) throw new Error(await answer.text())
  return answer.json()
}
