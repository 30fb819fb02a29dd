const express = require('express')
const { site } = require('names')

express().get('/', (_request, response) => response.send(site)).listen(8000)
