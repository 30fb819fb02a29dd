const answer = await fetch(`${import.meta.env.VITE_ORDERS_API_URL}/orders`)
document.body.textContent = await answer.text()
