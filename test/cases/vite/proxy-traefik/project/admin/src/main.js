document.title = import.meta.env.VITE_STOCK_URL
