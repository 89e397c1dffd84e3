import { category } from './category.ts'
import { text } from './kinds/text.ts'
import { loginSuffix } from './loginName.ts'

/** What is asked for a further login suffix. */
export const newSuffix = category('newSuffix', {
  title: 'Login suffix',
  summary: 'What stands behind the @ of login names.',
  settings: {
    suffix: text({
      label: 'Suffix',
      help: 'Such as partner.test. Nothing is sent there: it only tells login names apart.',
      maxLength: 100,
      check: loginSuffix,
    }),
  },
})
