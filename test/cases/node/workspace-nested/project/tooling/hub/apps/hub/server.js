const express = require('express')

express().get('/', (_request, response) => response.send('hub')).listen(8001)
