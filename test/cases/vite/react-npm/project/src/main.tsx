import { createRoot } from 'react-dom/client'

const api = import.meta.env.VITE_API_URL
createRoot(document.getElementById('root')!).render(<p>{api}</p>)
