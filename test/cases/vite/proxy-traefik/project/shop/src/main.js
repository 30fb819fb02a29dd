document.title = `${import.meta.env.VITE_ORDERS_URL} ${import.meta.env.VITE_STOCK_URL}`
