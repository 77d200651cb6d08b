/** The rules are data, so that the tests can break each of them: test/architecture/layers.json. */
export default { extends: './test/architecture/layers.json' }
