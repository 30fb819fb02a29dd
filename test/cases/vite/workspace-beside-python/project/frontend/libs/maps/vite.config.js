export default { build: { lib: { entry: 'maps.js', formats: ['es'], fileName: 'maps' } } }
