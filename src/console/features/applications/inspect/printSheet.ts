/** On paper: the page without what can be pressed, black on white, and no heading without its first row. */
export const printSheet = {
  '@media print': {
    '@page': { margin: '16mm' },
    'nav, header:not(main header), button, [role="progressbar"], [role="tooltip"], [role="region"][aria-label="Unsaved changes"]':
      {
        display: 'none !important',
      },
    'html, body': { background: 'white !important', colorScheme: 'light' },
    'body *': {
      color: 'black !important',
      background: 'transparent !important',
      boxShadow: 'none !important',
      borderColor: 'gray !important',
    },
    main: { padding: '0 !important', maxWidth: 'none !important' },
    'h1, h2, h3, dt': { breakAfter: 'avoid' },
    // What scrolls on a screen is whole on paper
    pre: { maxHeight: 'none !important', overflow: 'visible !important', whiteSpace: 'pre-wrap' },
    'details > *': { display: 'revert' },
  },
} as const
