import { styled } from '@mui/material/styles'
import type { ReactNode } from 'react'
import { PageHeader } from '#console/ui/PageHeader.tsx'
import { GuidedSetupStepper } from './GuidedSetupStepper.tsx'
import type { Step } from './step.ts'
import { useHeadingFocus } from './useHeadingFocus.ts'

type Props = {
  title: string
  /** What it makes, and when. */
  about: ReactNode
  notices: ReactNode
  steps: readonly Step[]
  at: number
  /** The furthest step that has been reached. */
  reached: number
  /** The setting that wants the focus next. */
  wanted: string | null
  onGo: (index: number) => void
  onNext: () => void
  /** What the fields mean. */
  beside?: ReactNode
  /** The way on and back. */
  actions: ReactNode
  children: ReactNode
  header?: ReactNode
}

/** A page of guided setup: the steps, the fields of one, and what they mean beside them. */
export function GuidedSetupFrame({ steps, at, reached, wanted, ...props }: Props) {
  const heading = useHeadingFocus(at, wanted)
  const step = steps[at]
  return (
    <>
      <PageHeader title={props.title} actions={props.header}>
        {props.about}
      </PageHeader>
      {props.notices}
      <Columns>
        <Side>
          <GuidedSetupStepper steps={steps} at={at} reached={reached} onGo={props.onGo} />
        </Side>
        <Form
          noValidate
          aria-labelledby="setup-step"
          onSubmit={(event) => {
            event.preventDefault()
            props.onNext()
          }}
        >
          {/* Another one with each step, so that it gets the focus anew. */}
          <Heading key={step?.id} id="setup-step" ref={heading} tabIndex={-1}>
            {step?.title}
          </Heading>
          <Summary>{step?.summary}</Summary>
          {props.children}
          {props.actions}
        </Form>
        <Beside>{props.beside}</Beside>
      </Columns>
    </>
  )
}

const Columns = styled('div')(({ theme }) => ({
  display: 'grid',
  gridTemplateColumns: 'minmax(10.5rem, max-content) minmax(0, 1fr) minmax(20rem, 26rem)',
  gridTemplateAreas: '"steps form beside"',
  alignItems: 'start',
  gap: theme.spacing(8),
  [theme.breakpoints.down('lg')]: {
    gridTemplateColumns: 'minmax(10.5rem, max-content) minmax(0, 1fr)',
    gridTemplateAreas: '"steps form" ". beside"',
  },
  [theme.breakpoints.down('md')]: {
    gridTemplateColumns: 'minmax(0, 1fr)',
    gridTemplateAreas: '"steps" "form" "beside"',
    gap: theme.spacing(5),
  },
}))

const Side = styled('div')(({ theme }) => ({
  gridArea: 'steps',
  minWidth: 0,
  [theme.breakpoints.up('md')]: { position: 'sticky', top: theme.spacing(18) },
}))

const Form = styled('form')({ gridArea: 'form', minWidth: 0, maxWidth: 640 })

const Beside = styled('div')({ gridArea: 'beside', alignSelf: 'stretch', minWidth: 0 })

const Heading = styled('h2')(({ theme }) => ({
  ...theme.typography.h1,
  margin: 0,
  outline: 'none',
  scrollMarginTop: theme.spacing(20),
}))

const Summary = styled('p')(({ theme }) => ({
  margin: theme.spacing(1, 0, 6),
  color: theme.vars.palette.text.secondary,
}))
