export { xml } from './format.ts'
