import { spawnSync } from 'node:child_process'

export function isRoot(): boolean {
  return process.getuid?.() === 0
}

/** True when root on a Debian-like system got the package; says what it does, for it takes a while. */
export function installDebianPackage(name: string): boolean {
  if (!isRoot() || process.platform !== 'linux') return false
  console.log(`Installing the package ${name} …`)
  return aptGet('update') && aptGet('install', '--yes', '--no-install-recommends', name)
}

function aptGet(...args: string[]): boolean {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  return (
    spawnSync('apt-get', ['--quiet=2', ...args], { env, stdio: ['ignore', 'ignore', 'inherit'] }).status === 0
  )
}
