const { createServer } = require('node:http')
const { hello } = require('chat-words')

createServer((request, response) => response.end(hello)).listen(process.env.PORT || 5000)
