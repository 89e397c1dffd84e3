import { User, UserCog, Users } from 'lucide-react'

export const principalIcons = { User, Group: Users, Role: UserCog } as const
