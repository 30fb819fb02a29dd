import { label } from '@orders/label'

const api = import.meta.env.VITE_API_URL ?? ''
document.querySelector('#app').textContent = label(`orders of ${api}`)
