import { Bot, KeyRound, User } from 'lucide-react'
import { Icon } from '#console/ui/Icon.tsx'

type Props = { serviceUser: boolean; oauthClient: boolean }

/** Whether a user is a person or stands for a program. */
export function UserKind(props: Props) {
  const { icon, words } = kindOf(props)
  return (
    <span style={{ display: 'flex', alignItems: 'center', gap: 6 }}>
      <Icon of={icon} size={14} /> {words}
    </span>
  )
}

function kindOf({ serviceUser, oauthClient }: Props) {
  if (oauthClient) return { icon: KeyRound, words: 'Confidential client' }
  return serviceUser ? { icon: Bot, words: 'Service user' } : { icon: User, words: 'Person' }
}
