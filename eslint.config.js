import tseslint from 'typescript-eslint'

const wallClock = [
  { name: 'setTimeout', message: 'Time comes in as a Clock (src/seam/clock.ts).' },
  { name: 'setInterval', message: 'Time comes in as a Clock (src/seam/clock.ts).' },
  { name: 'clearTimeout', message: 'Time comes in as a Clock (src/seam/clock.ts).' },
  { name: 'clearInterval', message: 'Time comes in as a Clock (src/seam/clock.ts).' },
]

export default tseslint.config(
  { ignores: ['dist/**', 'coverage/**', 'node_modules/**'] },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: { allowDefaultProject: ['*.js', '.*.js'] } } },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-invalid-void-type': 'off',
      '@typescript-eslint/no-redeclare': 'off',
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      '@typescript-eslint/unified-signatures': 'off',
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportAllDeclaration', message: 'No export star: name what is exported.' },
        { selector: 'ExportDefaultDeclaration', message: 'Named exports only.' },
      ],
    },
  },
  {
    files: ['src/**/*.ts', 'machines/**/*.ts'],
    ignores: ['src/seam/clock.ts', 'src/seam/random.ts'],
    rules: {
      'no-restricted-globals': ['error', ...wallClock],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'Time comes in as a Clock (src/seam/clock.ts).' },
        { object: 'Math', property: 'random', message: 'Randomness comes in as a Random (src/seam/random.ts).' },
        { object: 'globalThis', property: 'setTimeout', message: 'Time comes in as a Clock (src/seam/clock.ts).' },
      ],
    },
  },
  {
    files: ['test/**/*.ts'],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off' },
  },
  {
    // Each example has a tsconfig.json for who copies it out; here all are one program.
    files: ['docs/examples/**/*.{ts,tsx}'],
    languageOptions: { parserOptions: { projectService: false, project: ['docs/examples/tsconfig.json'] } },
  },
  {
    files: ['docs/examples/*/vite.config.ts', 'docs/examples/*/src/*.d.ts'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    files: ['test/types/**/*.ts'],
    rules: { '@typescript-eslint/unbound-method': 'off' },
  },
  {
    files: ['test/support/summaryLine.ts'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    files: ['*.js', '.*.js', '*.config.ts'],
    ...tseslint.configs.disableTypeChecked,
    rules: { ...tseslint.configs.disableTypeChecked.rules, 'no-restricted-syntax': 'off' },
  },
)
