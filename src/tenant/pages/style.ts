/** The look of the tenant's own pages, in the console's type and colours. */
export const style = `
@font-face { font-family: 'Inter Variable'; src: url('/pages/inter.woff2') format('woff2'); font-weight: 100 900; font-display: swap; }
:root { color-scheme: light dark; --page: #fafafb; --surface: #fff; --text: #1b1e25; --quiet: #5a6170; --border: #d9dce3; --edge: #858e9e; --accent: #4f46e5; --on-accent: #fff; --bad: #b42318; --bad-surface: #fef3f2; }
@media (prefers-color-scheme: dark) { :root { --page: #0f1115; --surface: #161a20; --text: #e7e9ee; --quiet: #a0a7b5; --border: #333a46; --edge: #6b7586; --accent: #a5b4fc; --on-accent: #14161c; --bad: #fda29b; --bad-surface: #2a1614; } }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100dvh; display: grid; place-items: center; padding: 16px; background: var(--page); color: var(--text); font: 400 14px/1.5 'Inter Variable', system-ui, sans-serif; }
main { width: 100%; max-width: 400px; background: var(--surface); border: 1px solid var(--border); border-radius: 6px; padding: 32px; overflow-wrap: anywhere; }
h1 { margin: 0 0 8px; font-size: 20px; font-weight: 600; line-height: 1.3; }
p { margin: 0 0 16px; }
.quiet { color: var(--quiet); }
.brand { margin: 0 0 24px; font-weight: 600; color: var(--quiet); }
.fault { border: 1px solid var(--bad); background: var(--bad-surface); color: var(--bad); border-radius: 6px; padding: 8px 12px; }
label { display: block; margin: 0 0 4px; font-weight: 500; }
input { width: 100%; height: 40px; margin: 0 0 16px; padding: 0 12px; font: inherit; color: inherit; background: transparent; border: 1px solid var(--edge); border-radius: 6px; }
fieldset { margin: 0 0 24px; padding: 0; border: 0; }
legend { padding: 0; font-weight: 500; }
.powers { border: 1px solid var(--bad); background: var(--bad-surface); border-radius: 6px; margin: 0 0 24px; padding: 16px; }
.powers h2 { margin: 0 0 8px; font-size: 16px; font-weight: 600; line-height: 1.3; color: var(--bad); }
.powers p { margin: 0 0 8px; }
.powers ul { margin: 0 0 8px; padding-left: 20px; }
.powers .receiver { font-size: 16px; }
.powers > :last-child { margin: 0; }
.scopes { margin: 8px 0 0; padding: 0; list-style: none; border: 1px solid var(--border); border-radius: 6px; }
.scopes li { padding: 8px 12px; }
.scopes li + li { border-top: 1px solid var(--border); }
.scopes code { display: block; color: var(--quiet); }
.tick { display: flex; gap: 8px; margin: 0; font-weight: 400; }
.tick input { flex: none; width: 16px; height: 16px; margin: 3px 0 0; accent-color: var(--accent); }
button { width: 100%; min-height: 40px; padding: 8px 12px; font: inherit; font-weight: 500; color: var(--on-accent); background: var(--accent); border: 0; border-radius: 6px; cursor: pointer; }
.button { display: block; padding: 9px 12px; line-height: 22px; text-align: center; text-decoration: none; font-weight: 500; color: var(--on-accent); background: var(--accent); border-radius: 6px; }
button + button { margin-top: 8px; }
.second { color: inherit; background: transparent; border: 1px solid var(--edge); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
a { color: var(--accent); }
input[aria-invalid] { border-color: var(--bad); }
.rules { margin: 0 0 16px; padding: 0 0 0 20px; color: var(--quiet); }
.after { margin: 16px 0 0; }
.pin code { font-size: 28px; letter-spacing: 2px; }
code { user-select: all; font: 13px/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
`
