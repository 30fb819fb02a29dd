#!/usr/bin/env node
console.log(require('chat-words').hello)
