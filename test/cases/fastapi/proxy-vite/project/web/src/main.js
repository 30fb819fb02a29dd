const api = import.meta.env.VITE_API_URL ?? 'http://localhost:8000'
const answer = await fetch(`${api}/items`)
document.body.textContent = await answer.text()
