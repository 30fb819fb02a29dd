import { send, stored, type Parcel } from './api'

const form = document.querySelector('form')!
const list = document.querySelector('ul')!

form.addEventListener('submit', async (event) => {
  event.preventDefault()
  const filled = new FormData(form)
  await send({ receiver: String(filled.get('receiver')), grams: Number(filled.get('grams')) })
  form.reset()
  await show()
})

async function show(): Promise<void> {
  list.replaceChildren(...(await stored()).map(line))
}

function line({ receiver, grams, cents }: Parcel): HTMLElement {
  const item = document.createElement('li')
  item.textContent = `${receiver}, ${grams} g: ${cents === null ? 'being priced' : `${(cents / 100).toFixed(2)} €`}`
  return item
}

await show()
setInterval(show, 1000)
