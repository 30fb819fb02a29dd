exports.site = 'site'
