exports.hello = 'hello'
