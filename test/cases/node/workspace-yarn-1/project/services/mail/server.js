import Koa from 'koa'

new Koa().use((context) => (context.body = 'mail')).listen(3200)
