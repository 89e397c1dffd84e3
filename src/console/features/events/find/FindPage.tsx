import { styled } from '@mui/material/styles'
import { useMutation } from '@tanstack/react-query'
import { useEffect, useId, useState } from 'react'
import { call, type Params, type Result } from '#console/api/call.ts'
import { handedText, handOver } from '#console/object/handedText.ts'
import { problemInWords, type ApiProblem } from '#console/api/problem.ts'
import { signedInRoute } from '#console/api/signedInRoute.ts'
import { Button } from '#console/ui/Button.tsx'
import { NotOfferedPage } from '#console/ui/NotOfferedPage.tsx'
import { PageHeader } from '#console/ui/PageHeader.tsx'
import { ProblemBanner } from '#console/ui/ProblemBanner.tsx'
import { WhatItIs } from './WhatItIs.tsx'

/** Says what somebody has in hand, and where it leads. It is sent in a body, and kept nowhere. */
export function FindPage() {
  const { offered } = signedInRoute.useRouteContext()
  return offered('findPasted') ? <Find /> : <NotOfferedPage what="search by pasted texts" />
}

function Find() {
  const id = useId()
  const [pasted, setPasted] = useState(handedText)
  const find = useMutation<Result<'findPasted'>, ApiProblem, Params<'findPasted'>>({
    mutationFn: (params) => call('findPasted', params),
    // What was pasted is not kept in the page longer than it is shown
    gcTime: 0,
  })
  const { mutate, data, error, isPending } = find
  useEffect(() => {
    const text = handedText()
    handOver('')
    if (text !== '') mutate({ pasted: text })
  }, [mutate])
  const ask = () => mutate({ pasted })
  return (
    <>
      <PageHeader title="Find what this is">
        Paste what you have: an ID of an error, a client ID, a redirect URI, a scope, a token, an address, a
        curl command or a line of a log. It is looked at once, and kept nowhere.
      </PageHeader>
      <Form
        onSubmit={(event) => {
          event.preventDefault()
          ask()
        }}
      >
        <label htmlFor={id}>Text</label>
        <textarea
          id={id}
          rows={5}
          value={pasted}
          autoComplete="off"
          spellCheck={false}
          translate="no"
          onChange={({ target }) => setPasted(target.value)}
          onKeyDown={({ key, ctrlKey, metaKey }) => {
            if (key === 'Enter' && (ctrlKey || metaKey) && pasted.trim() !== '') ask()
          }}
        />
        <Button
          type="submit"
          look="primary"
          busy={isPending}
          disabledReason={pasted.trim() === '' && 'Paste something first.'}
        >
          Find
        </Button>
      </Form>
      <div role="status" aria-live="polite">
        {isPending && <p>Looking…</p>}
        {error && <ProblemBanner {...problemInWords(error)} onRetry={ask} />}
        {data && !isPending && <WhatItIs found={data} />}
      </div>
    </>
  )
}

const Form = styled('form')(({ theme }) => ({
  display: 'grid',
  gap: theme.spacing(2),
  justifyItems: 'start',
  marginBottom: theme.spacing(6),
  '& label': { fontWeight: 500 },
  '& textarea': {
    ...theme.typography.code,
    boxSizing: 'border-box',
    width: '100%',
    padding: theme.spacing(3),
    border: `1px solid ${theme.vars.palette.outline}`,
    borderRadius: theme.shape.borderRadius,
    color: 'inherit',
    backgroundColor: theme.vars.palette.background.paper,
    resize: 'vertical',
  },
}))
