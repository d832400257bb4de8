/**
 * Preloaded into VS Code's server: kills the server and its process group when the process that
 * started it is gone. That process holds the other end of stdin, and the operating system closes it
 * even if the process was killed.
 */
if (process.argv[1]?.endsWith('server-main.js') === true) {
  const leave = () =>
    process.kill(process.platform === 'win32' ? process.pid : -process.pid, 'SIGKILL');
  process.stdin.on('end', leave).on('error', leave).resume();
}
