import { z } from 'zod'
import { category } from '../category.ts'
import { image } from '../kinds/image.ts'
import { principal } from '../kinds/principal.ts'
import { text } from '../kinds/text.ts'
import { textList } from '../kinds/textList.ts'
import { upTo } from '../upTo.ts'
import { translations } from '../translation.ts'
import { applicationId } from './applicationId.ts'

export const description = category('description', {
  title: 'Description',
  also: 'Settings',
  summary: 'What the application is called, here and in the addresses that its clients use.',
  settings: {
    applicationId: text({
      label: 'Application ID',
      help: 'The last part of every endpoint address of this application. Clients must write it in exactly this case. It is not the client ID.',
      maxLength: 100,
      check: applicationId,
      wire: 'ServiceName',
    }),
    name: text({
      label: 'Application Name',
      help: 'Shown in lists and on the pages where people sign in or give consent.',
      maxLength: 200,
      check: z.string().min(1, 'Give the application a name.'),
      wire: 'Name',
    }),
    description: text({
      label: 'Application Description',
      help: 'What the application is for. Only administrators see it.',
      maxLength: 2000,
      multiline: true,
      wire: 'Description',
    }),
    languages: translations({
      label: 'Customize Name and Description for each language',
      help: 'People whose browser asks for one of these languages first see the application under that name when they sign in. Everybody else sees the name above.',
      wire: 'Gatewright.Languages',
    }),
    category: text({
      label: 'Category',
      help: 'Groups the application in the portal. People may sort it differently for themselves.',
      maxLength: 100,
      default: 'Other',
      wire: 'Category',
    }),
    logo: image({
      label: 'Logo',
      help: 'Helps people to recognise the application. A large image is made smaller, to at most 256 × 256 pixels.',
      wire: 'Gatewright.Logo',
    }),
    tags: textList({
      label: 'Tags',
      itemLabel: 'Tag',
      help: 'Words by which applications are found together, such as a project or a stage. They change nothing else.',
      item: upTo(50, z.string().trim()).min(1, 'Give a tag, or remove the row.'),
      wire: 'Gatewright.Tags',
    }),
    owner: principal({
      label: 'Application Owner',
      help: 'Who looks after the application: the person to ask before it is changed. At first whoever adds it. An owner gets no right by that.',
      principal: 'User',
      wire: 'Gatewright.Owner',
    }),
  },
})
