document.title = `API at ${import.meta.env.VITE_API_URL}`
