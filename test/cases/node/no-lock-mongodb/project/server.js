const express = require('express')
const mongoose = require('mongoose')

mongoose.connect(process.env.MONGODB_URI)
const app = express()
app.get('/', (_request, response) => response.send('notes'))
app.listen(process.env.PORT || 5000)
