import { CopyPlus, Trash2 } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { Button } from '#console/ui/Button.tsx'
import { PageHeader } from '#console/ui/PageHeader.tsx'
import { nouns, type ObjectType } from '#schema/nouns.ts'
import { DeleteDialog } from './DeleteDialog.tsx'
import { NewFromVersion } from './NewFromVersion.tsx'

export type Heading = {
  title: string
  /** The picture of the object, as a data URL. */
  picture?: string
  /** What kind of object this is, its state. */
  beside?: ReactNode
  /** The identifiers that people look for. */
  identifiers: ReactNode
}

/** What a copy begins with; undefined where an object cannot have one. */
export type Copying = { id: string; version: number; template: string | null } | undefined

export type Removal = {
  /** What has to be typed. */
  name: string
  /** What follows from it. */
  consequences: ReactNode
  /** Why this one cannot be deleted, whoever asks. */
  disabledReason?: string | false | undefined
  /** Calls the tenant. */
  remove: () => Promise<unknown>
}

type Props = {
  type: ObjectType
  heading: Heading
  removal: Omit<Removal, 'remove'> & { remove: () => Promise<void> }
  copying: Copying
  asCall: ReactNode
}

/** What an object is, and its end. */
export function ObjectHeader({
  type,
  heading: { identifiers, ...heading },
  removal,
  copying,
  asCall,
}: Props) {
  const [deleting, setDeleting] = useState(false)
  return (
    <>
      <PageHeader
        {...heading}
        actions={
          <>
            {asCall}
            {copying && (
              <NewFromVersion
                type={type}
                from={{
                  id: copying.id,
                  version: copying.version,
                  called: `the ${nouns[type].one} ${removal.name}`,
                  copy: true,
                }}
                template={copying.template}
                label="Make a copy"
                icon={CopyPlus}
                name={removal.name}
              />
            )}
            <Button icon={Trash2} onClick={() => setDeleting(true)} disabledReason={removal.disabledReason}>
              Delete
            </Button>
          </>
        }
      >
        {identifiers}
      </PageHeader>
      {deleting && (
        <DeleteDialog
          type={type}
          name={removal.name}
          remove={removal.remove}
          onClose={() => setDeleting(false)}
        >
          {removal.consequences}
        </DeleteDialog>
      )}
    </>
  )
}
